import { cpSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { objectionsTo } from "../../scripts/check-tarball.mjs";
import { repository } from "../../scripts/run.mjs";
import { folderForThisTest, pack } from "./npm.js";

test("the tarball holds what users need and nothing else", () => {
  const { files } = pack(folderForThisTest());
  expect(files).toEqual(
    expect.arrayContaining([
      "LICENSE",
      "README.md",
      "bin/calm.js",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/typescript.cjs",
      "docs/rules/no-unconsumed-body.md",
      "package.json",
    ]),
  );
  const allowed =
    /^(?:LICENSE|README\.md|package\.json|bin\/calm\.js|dist\/typescript\.cjs|dist\/.+\.(?:js|d\.ts)|dist\/server\/lsp\.LICENSES\.txt|docs\/.+\.(?:md|svg|png))$/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
});

test("TypeScript is required, not imported: an import would read it twice", () => {
  const folder = join(repository, "eslint-plugin/dist");
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
  const importing = modules.filter((path) => readFileSync(join(folder, path), "utf8").includes('from "typescript"'));
  expect(importing).toEqual([]);
});

test("what is loaded is in few files: entries, what they share, and the library of the server's protocol", () => {
  const files = readdirSync(join(repository, "eslint-plugin/dist"), { recursive: true, encoding: "utf8" });
  const modules = files.map((path) => path.replaceAll("\\", "/")).filter((path) => path.endsWith(".js"));
  expect(modules.filter((path) => !path.startsWith("shared-")).sort()).toEqual([
    "cli/main.js",
    "cli/options.js",
    "index.js",
    "server/lsp.js",
    "server/server.js",
  ]);
  expect(modules.length).toBeLessThan(30);
});

test("publint and attw have no objection", { timeout: 60_000 }, () => {
  expect(objectionsTo(pack(folderForThisTest()).tarball)).toEqual([]);
});

test("publint and attw object to types that are not there", { timeout: 60_000 }, () => {
  const broken = join(folderForThisTest(), "eslint-plugin");
  cpSync(join(repository, "eslint-plugin"), broken, {
    recursive: true,
    filter: (source) => !source.includes("node_modules"),
  });
  const manifest = join(broken, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace("dist/index.d.ts", "dist/missing.d.ts"));
  expect(objectionsTo(pack(folderForThisTest(), broken).tarball)).toHaveLength(2);
});
