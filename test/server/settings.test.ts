/** The extension's manifest, the documentation and the server agree on what settings there are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settingsSection } from "../../eslint-plugin/src/server/protocol.js";
import { defaultSettings, readSettings } from "../../eslint-plugin/src/server/settings.js";

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
  };
}

const file = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const { properties } = (JSON.parse(file("package.json")) as Manifest).contributes.configuration;
/** What the extension itself reads. */
const ofTheExtension = ["server.memoryLimit", "trace.server"];
const names = Object.keys(defaultSettings).sort();

test("the manifest has the server's settings, and what starting it takes", () => {
  const declared = Object.keys(properties).map((key) => key.replace(`${settingsSection}.`, ""));
  expect(declared.filter((name) => !ofTheExtension.includes(name)).sort()).toEqual(names);
  expect(declared).toEqual(expect.arrayContaining(ofTheExtension));
});

test("the manifest's defaults are the server's", () => {
  const values = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key.replace(`${settingsSection}.`, ""), value.default]),
  );
  const { settings, complaints } = readSettings(values, "/");
  expect(complaints).toEqual([]);
  expect({ ...settings, functions: undefined }).toEqual({ ...defaultSettings, functions: undefined });
});

test("the page for other editors lists them all", () => {
  const listed = [...file("eslint-plugin/docs/editors.md").matchAll(/^\| `(\w+)` /gmu)].map(([, name]) => name ?? "");
  expect(listed.sort()).toEqual(names);
});
