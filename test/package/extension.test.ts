import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { expect, test } from "vitest";
import { defaultSettings } from "../../eslint-plugin/src/server/settings.js";
import { settingsSchema } from "../../eslint-plugin/src/settings.js";
import { repository } from "../../scripts/run.mjs";
import { vsce } from "../../scripts/vsce.mjs";

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  main: string;
  contributes: {
    commands: readonly { readonly category: string; readonly title: string }[];
    configuration: { properties: Readonly<Record<string, Setting>> };
  };
};

const rulePages = readdirSync(join(repository, "eslint-plugin/docs/rules"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `eslint-plugin/docs/rules/${name}`);

/** What the walkthrough shows. */
const shown = readdirSync(join(repository, "extension/walkthrough"))
  .filter((name) => /\.(?:md|png)$/.test(name))
  .map((name) => `extension/walkthrough/${name}`);

test("the extension ships exactly the allowed files", () => {
  const { stdout, stderr } = spawnSync(process.execPath, vsce("ls"), { cwd: repository, encoding: "utf8" });
  const files = stdout.trim().split("\n");
  // What the server reads beside its bundle.
  const declarations = /^dist\/server\/(?:lib\..*\.d\.ts|node_modules\/calm-node-types\/.+)$/;
  expect(files.filter((file) => !declarations.test(file)).sort(), stderr).toEqual(
    [
      "CHANGELOG.md",
      "LICENSE",
      "dist/extension.cjs",
      "dist/package.json",
      "dist/server/LICENSES.txt",
      "dist/server/server.cjs",
      "extension/README.md",
      "extension/icon.png",
      "extension/images/fixes.png",
      ...shown,
      "package.json",
      ...rulePages,
    ].sort(),
  );
  expect(files).toContain("dist/server/lib.dom.d.ts");
  expect(files).toContain("dist/server/node_modules/calm-node-types/index.d.ts");
});

test("the bundle asks for nothing but VS Code and Node", async () => {
  const { metafile } = await esbuild.build({
    entryPoints: [join(repository, manifest.main)],
    bundle: true,
    packages: "external",
    platform: "node",
    metafile: true,
    write: false,
  });
  const required = Object.values(metafile.inputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(required).toContain("vscode");
  expect(required.filter((name) => name !== "vscode" && !isBuiltin(name))).toEqual([]);
});

test("every setting has a scope, a description, and the default that the server falls back to", () => {
  const settings = Object.entries(manifest.contributes.configuration.properties);
  for (const [name, { scope, description, markdownDescription }] of settings) {
    expect(name).toMatch(/^enhanceYourCalm\./);
    expect(scope, name).toMatch(/^(?:resource|window|machine-overridable)$/);
    expect(description ?? markdownDescription, name).toMatch(/.\.$/);
  }
  const defaults = Object.fromEntries(
    settings.map(([name, value]) => [name.split(".").slice(1).join("."), value.default]),
  );
  expect(defaults).toEqual({
    ...defaultSettings,
    severity: Object.fromEntries(defaultSettings.severity),
    functions: {},
    "server.memoryLimit": 4096,
    "trace.server": "messages",
  });
});

test("the setting on functions has the keys of settings.calm", () => {
  const { properties } = manifest.contributes.configuration.properties["enhanceYourCalm.functions"] ?? {};
  expect(Object.keys(properties ?? {})).toEqual(Object.keys(settingsSchema.properties));
});

test("the page of the marketplaces names every command and setting, with its default", () => {
  const page = readFileSync(join(repository, "extension/README.md"), "utf8");
  const rows = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  for (const { category, title } of manifest.contributes.commands) {
    expect(rows).toContainEqual(["", `${category}: ${title}`, expect.stringMatching(/./), ""]);
  }
  for (const [name, { default: value }] of Object.entries(manifest.contributes.configuration.properties)) {
    const shown = typeof value === "string" ? value : JSON.stringify(value);
    expect(rows).toContainEqual(["", `\`${name}\``, `\`${shown}\``, expect.stringMatching(/./), ""]);
  }
});
