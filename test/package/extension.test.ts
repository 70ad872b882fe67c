import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Module } from "node:module";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { expect, test } from "vitest";
import { repository } from "../../scripts/run.mjs";
import { vsce } from "../../scripts/vsce.mjs";

const rulePages = readdirSync(join(repository, "eslint-plugin/docs/rules"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `eslint-plugin/docs/rules/${name}`);

test("the extension ships exactly the allowed files", () => {
  const { stdout, stderr } = spawnSync(process.execPath, vsce("ls"), { cwd: repository, encoding: "utf8" });
  expect(stdout.trim().split("\n").sort(), stderr).toEqual(
    ["CHANGELOG.md", "LICENSE", "dist/extension.cjs", "extension/README.md", "package.json", ...rulePages].sort(),
  );
});

test("every contributed command is registered, and opens a page that is shipped", () => {
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
    main: string;
    contributes: { commands: { command: string }[] };
  };
  const commands = new Map<string, () => void>();
  const opened: unknown[] = [];
  const vscode = {
    Uri: { joinPath: (base: string, path: string) => join(base, path) },
    commands: {
      registerCommand: (name: string, run: () => void) => commands.set(name, run),
      executeCommand: (...command: unknown[]) => opened.push(command),
    },
  };

  loadBundle(join(repository, manifest.main), vscode).activate({ extensionUri: ".", subscriptions: [] });

  expect([...commands.keys()]).toEqual(manifest.contributes.commands.map(({ command }) => command));
  commands.get("enhanceYourCalm.openRuleDocumentation")?.();
  expect(opened).toEqual([["markdown.showPreview", expect.toBeOneOf(rulePages)]]);
});

/** Loads the bundle as the extension host would: everything but `vscode` must be inside it. */
function loadBundle(path: string, vscode: unknown): { activate: (context: unknown) => void } {
  const module = { exports: {} as { activate: (context: unknown) => void } };
  const load = runInThisContext(Module.wrap(readFileSync(path, "utf8"))) as (
    exports: unknown,
    require: (name: string) => unknown,
    module: unknown,
  ) => void;
  load(
    module.exports,
    (name) => {
      expect(name).toBe("vscode");
      return vscode;
    },
    module,
  );
  return module.exports;
}
