/** What users import: every rule has its documentation and stands in the configurations, and ESLint's own types accept them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ESLint } from "eslint";
import { defineConfig } from "eslint/config";
import { describe, expect, it } from "vitest";
import calm from "../../eslint-plugin/src/index.js";
import { documentationUrl } from "../../eslint-plugin/src/report/documentation.js";
import { rules } from "../../eslint-plugin/src/rules/index.js";
import { optionsOf } from "./options.js";

const root = join(import.meta.dirname, "../..");
const names = Object.keys(rules);

describe.each(Object.entries(rules))("calm/%s", (name, { meta }) => {
  it("has a page, to which its URL leads", () => {
    const url = documentationUrl(name);
    expect(meta.docs?.url).toBe(url);
    const page = url.split("/blob/main/")[1];
    expect(page).toBeDefined();
    expect(existsSync(join(root, page ?? ""))).toBe(true);
  });

  it("stands in configs.strict, and in configs.recommended if it is recommended", () => {
    expect(calm.configs.strict.rules).toHaveProperty([`calm/${name}`]);
    expect(Object.hasOwn(calm.configs.recommended.rules ?? {}, `calm/${name}`)).toBe(meta.docs?.recommended);
  });

  it("describes every option, and keeps its defaults in defaultOptions", () => {
    const options = optionsOf(meta);
    expect(Object.keys(meta.defaultOptions?.[0] ?? {})).toEqual(Object.keys(options));
    for (const option of Object.values(options)) {
      expect(option.description).toMatch(/^[A-Z].+\.$/u);
      expect(option).not.toHaveProperty("default");
    }
  });

  it("says for which language it is", () => {
    expect(meta.languages).toEqual(["js/js"]);
    expect(meta.docs?.dialects).toEqual(["JavaScript", "TypeScript"]);
  });
});

describe("the plugin", () => {
  it("has no page without a rule", () => {
    const pages = readdirSync(join(root, "eslint-plugin/docs/rules"));
    expect(pages).toEqual(names.map((name) => `${name}.md`));
  });

  it("bears the name and version of its package", () => {
    const manifest = JSON.parse(readFileSync(join(root, "eslint-plugin/package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    expect(calm.meta).toEqual({ name: manifest["name"], version: manifest["version"], namespace: "calm" });
  });

  it.each(["recommended", "strict"] as const)("registers itself in configs.%s under the name of its rules", (name) => {
    const config = calm.configs[name];
    expect(config.name).toBe(`calm/${name}`);
    expect(config.plugins?.["calm"]).toBe(calm);
  });

  it("is a plugin to ESLint's types, and can be extended under another name", () => {
    const plugin: ESLint.Plugin = calm;
    const [config] = defineConfig([{ files: ["**/*.js"], plugins: { quiet: plugin }, extends: ["quiet/recommended"] }]);
    expect(config?.rules).toEqual({ "quiet/no-unconsumed-body": "error" });
  });
});
