/** Programs of our own: with and without configuration, few files and many, broken surroundings. */
import { readFileSync, symlinkSync } from "node:fs";
import ts from "typescript";
import { afterEach, describe, expect, it, vi } from "vitest";
import { calleeOrigins } from "../../eslint-plugin/src/typed/origin.js";
import {
  checkTsconfigOf,
  isTypedFile,
  ownSource,
  type ProgramSource,
  TsconfigError,
} from "../../eslint-plugin/src/typed/program-source.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";
import { folder, type Folder } from "./folder-fixture.js";
import { callsIn } from "./virtual.js";

let made: Folder | undefined;
afterEach(() => {
  made?.remove();
  vi.restoreAllMocks();
});

function project(files: Readonly<Record<string, string>>): Folder {
  made = folder(files);
  return made;
}

/** What `source` gives for a file as it is on the disk. */
function typed(source: ProgramSource, path: string, text = readFileSync(path, "utf8")): TypedFile {
  const answer = source.fileFor({ path, text });
  if (!isTypedFile(answer)) throw new Error(answer.reason);
  return answer;
}

/** `lib:fetch` for each call of a file. */
function origins(file: TypedFile): readonly string[] {
  return callsIn(file).flatMap((call) =>
    calleeOrigins(call, file).map((origin) => `${origin.package}:${origin.path.join(".")}`),
  );
}

const NODE = `import http from "node:http"; http.get("u"); fetch("u");`;

describe("without any configuration", () => {
  it("understands TypeScript, DOM and Node where nothing is installed", () => {
    const { at } = project({ "main.ts": `${NODE} document.createElement("a");` });
    expect(origins(typed(ownSource(), at("main.ts")))).toEqual(
      expect.arrayContaining(["@types/node:get", "lib:fetch", "lib:Document.createElement"]),
    );
  });

  it("understands JavaScript, and what it requires", () => {
    const { at } = project({
      "main.cjs": `const { get } = require("node:http"); const { own } = require("./other.cjs"); get("u"); own("u");`,
      "other.cjs": `exports.own = fetch;`,
    });
    expect(origins(typed(ownSource(), at("main.cjs")))).toEqual(
      expect.arrayContaining(["@types/node:get", "lib:fetch"]),
    );
  });

  it.each(["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"])("takes .%s", (extension) => {
    const { at } = project({ [`main.${extension}`]: `fetch("u");` });
    expect(origins(typed(ownSource(), at(`main.${extension}`)))).toContain("lib:fetch");
  });

  it.each(["vue", "svelte", "json", "md", "html"])("leaves .%s alone", (extension) => {
    const { at } = project({});
    expect(ownSource().fileFor({ path: at(`main.${extension}`), text: "" })).toEqual({
      kind: "none",
      reason: "the file is neither JavaScript nor TypeScript by its name",
    });
  });

  it("lints text that is on no disk", () => {
    const { at } = project({});
    expect(origins(typed(ownSource(), at("new/file.ts"), `fetch("u");`))).toContain("lib:fetch");
  });

  it("prefers the project's own @types/node", () => {
    const { at } = project({
      "main.ts": `import http from "node:http"; http.only("u");`,
      "node_modules/@types/node/package.json": `{ "name": "@types/node", "version": "99.0.0", "types": "index.d.ts" }`,
      "node_modules/@types/node/index.d.ts": `declare module "node:http" { function only(url: string): void; }`,
    });
    expect(origins(typed(ownSource(), at("main.ts")))).toEqual(["@types/node:only"]);
  });
});

describe("with a configuration", () => {
  it("takes the nearest tsconfig.json with its options and ambient declarations", () => {
    const { at } = project({
      "tsconfig.json": `{ // comments and trailing commas are fine
        "compilerOptions": { "lib": ["ES2022"], "paths": { "@/*": ["./src/*"] }, "module": "ESNext", "moduleResolution": "bundler", } }`,
      "src/deep/main.ts": `import { client } from "@/client"; client("u"); ambient("u"); fetch("u");`,
      "src/client.ts": `export const client = fetch;`,
      "src/globals.d.ts": `declare const ambient: typeof fetch;`,
    });
    expect(origins(typed(ownSource(), at("src/deep/main.ts")))).toEqual([
      "@types/node:fetch",
      ":ambient",
      "@types/node:fetch",
      "@types/node:fetch",
    ]);
  });

  it("takes a jsconfig.json", () => {
    const { at } = project({
      "jsconfig.json": `{ "compilerOptions": { "paths": { "lib/*": ["./source/*"] } } }`,
      "app/main.js": `import { client } from "lib/client"; client("u");`,
      "source/client.js": `export const client = fetch;`,
    });
    expect(origins(typed(ownSource(), at("app/main.js")))).toContain("lib:fetch");
  });

  it("follows solution-style references to the project that includes the file", () => {
    const { at } = project({
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.test.json" }, { "path": "./tsconfig.solution.json" }] }`,
      "tsconfig.solution.json": `{ "files": [], "references": [{ "path": "./tsconfig.json" }, { "path": "./app" }, { "path": "./missing" }] }`,
      "tsconfig.test.json": `{ "include": ["test"], "compilerOptions": { "customConditions": ["test"] } }`,
      "app/tsconfig.json": `{ "compilerOptions": { "rootDir": "..", "composite": true }, "include": ["../src"] }`,
      "src/main.ts": `fetch("u");`,
      "test/main.ts": `fetch("u");`,
      "scripts/main.ts": `fetch("u");`,
    });
    const source = ownSource();
    const configOf = (file: string): unknown => typed(source, at(file)).program.getCompilerOptions()["configFilePath"];
    expect(configOf("src/main.ts")).toBe(at("app/tsconfig.json"));
    expect(configOf("test/main.ts")).toBe(at("tsconfig.test.json"));
    expect(configOf("scripts/main.ts")).toBe(at("tsconfig.json"));
    expect(origins(typed(source, at("scripts/main.ts")))).toContain("lib:fetch");
  });

  it("finds the sources of references that nobody has built, through a workspace's links", () => {
    const { at } = project({
      "packages/lib/package.json": `{ "name": "@our/lib", "exports": { ".": { "types": "./dist/index.d.ts", "default": "./dist/index.js" } } }`,
      "packages/lib/tsconfig.json": `{ "compilerOptions": { "composite": true, "rootDir": "src", "outDir": "dist", "module": "nodenext" } }`,
      "packages/lib/src/index.ts": `export { inner } from "./inner.js";`,
      "packages/lib/src/inner.ts": `export const inner = fetch;`,
      "packages/app/tsconfig.json": `{ "compilerOptions": { "module": "nodenext" }, "references": [{ "path": "../lib" }] }`,
      "packages/app/main.ts": `import { inner } from "@our/lib"; inner("u");`,
      "tsconfig.json": `{ "files": [], "references": [{ "path": "packages/app" }, { "path": "packages/missing" }] }`,
      "node_modules/@our/other": "",
    });
    symlinkSync(at("packages/lib"), at("node_modules/@our/lib"), "dir");
    expect(origins(typed(ownSource(), at("packages/app/main.ts")))).toContain("lib:fetch");
  });

  it("sees the file even where the configuration has no JavaScript", () => {
    const { at } = project({
      "tsconfig.json": `{ "include": ["src"] }`,
      "src/other.ts": "",
      "build.js": `fetch("u");`,
    });
    expect(origins(typed(ownSource(), at("build.js")))).toContain("lib:fetch");
  });

  it("reads a configuration again that has changed", () => {
    const { at, write } = project({
      "tsconfig.json": `{ "compilerOptions": { "lib": ["ES2022"] } }`,
      "main.ts": `fetch("u");`,
    });
    const source = ownSource();
    expect(origins(typed(source, at("main.ts")))).toEqual(["@types/node:fetch"]);
    write("tsconfig.json", `{ "compilerOptions": { "lib": ["ES2022", "DOM"] } }`);
    vi.spyOn(ts.sys, "getModifiedTime").mockReturnValue(new Date(1));
    expect(origins(typed(source, at("main.ts")))).toContain("lib:fetch");
  });

  it("passes over an extended configuration that is not installed, and options it does not know", () => {
    const { at } = project({
      "tsconfig.json": `{ "extends": "@tsconfig/none/tsconfig.json", "compilerOptions": { "target": "es3", "noSuchOption": 1 } }`,
      "main.ts": `fetch("u");`,
    });
    expect(origins(typed(ownSource(), at("main.ts")))).toContain("lib:fetch");
    expect(() => {
      checkTsconfigOf(at("main.ts"));
    }).not.toThrow();
  });

  it("answers that there is no program where the configuration cannot be read", () => {
    const { at } = project({
      "tsconfig.json": `{\n  "compilerOptions": {\n    "strict" true\n  }\n}`,
      "src/main.ts": `fetch("u");`,
    });
    const answer = ownSource().fileFor({ path: at("src/main.ts"), text: `fetch("u");` });
    expect(answer).toMatchObject({
      kind: "none",
      error: { file: at("tsconfig.json"), reason: "line 3: ':' expected" },
    });
    expect(() => {
      checkTsconfigOf(at("src/main.ts"));
    }).toThrow(TsconfigError);
    expect(() => {
      checkTsconfigOf(at("src/main.ts"));
    }).toThrow(`Cannot read ${at("tsconfig.json")}: line 3: ':' expected. `);
  });

  it("answers so, too, for a referenced configuration that cannot be read", () => {
    const { at } = project({
      "tsconfig.json": `{ "files": [], "references": [{ "path": "./broken.json" }] }`,
      "broken.json": `{`,
      "main.ts": "",
    });
    expect(ownSource().fileFor({ path: at("main.ts"), text: "" })).toMatchObject({
      kind: "none",
      error: { file: at("broken.json") },
    });
  });
});

describe("the linted text", () => {
  it("counts, not what is on the disk, and only for the file itself", () => {
    const { at } = project({ "main.ts": `import { b } from "./b"; b();`, "b.ts": `export const b = fetch;` });
    const source = ownSource();
    const edited = typed(source, at("b.ts"), `export const b = 1; fetch("edited");`);
    expect(edited.sourceFile.text).toBe(`export const b = 1; fetch("edited");`);
    expect(origins(typed(source, at("main.ts")))).toContain("lib:fetch");
  });

  it("makes a new program when it changes, and none when it does not", () => {
    const { at } = project({ "main.ts": `fetch("1");` });
    const source = ownSource();
    const first = typed(source, at("main.ts"));
    expect(typed(source, at("main.ts")).program).toBe(first.program);
    const second = typed(source, at("main.ts"), `fetch("2");`);
    expect(second.program).not.toBe(first.program);
    expect(second.sourceFile.text).toBe(`fetch("2");`);
    expect(first.sourceFile.text).toBe(`fetch("1");`);
  });

  it.each([
    ["a byte order mark", `\uFEFFfetch("u");`, 0],
    ["a shebang", `#!/usr/bin/env node\nfetch("u");`, 20],
    ["both", `\uFEFF#!/usr/bin/env node\nfetch("u");`, 20],
  ])("may begin with %s: positions are ESLint's", (_title, text, offset) => {
    const { at } = project({ "main.ts": text });
    for (const linted of [text, text.replace("\uFEFF", "")]) {
      const file = typed(ownSource(), at("main.ts"), linted);
      expect(callsIn(file)[0]?.getStart(file.sourceFile)).toBe(offset);
    }
  });
});

describe("one program for many files", () => {
  const many = (count: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`src/f${String(index)}.ts`, `fetch("${String(index)}");`]),
    );

  it("is made after twenty, from the whole configuration", () => {
    const { at } = project({ "tsconfig.json": `{ "include": ["src"] }`, ...many(30) });
    const source = ownSource();
    const programs = Array.from({ length: 30 }, (_, index) => typed(source, at(`src/f${String(index)}.ts`)).program);
    expect(new Set(programs.slice(0, 20)).size).toBe(20);
    expect(programs[0]?.getSourceFile(at("src/f1.ts"))).toBeUndefined();
    expect(new Set(programs.slice(20)).size).toBe(1);
    expect(programs[20]?.getSourceFile(at("src/f0.ts"))).toBeDefined();
  });

  it("is made without any configuration, too", () => {
    const { at } = project({ "package.json": "{}", ...many(30), "node_modules/x/index.js": "", "dist/out.js": "" });
    const source = ownSource();
    const programs = Array.from({ length: 30 }, (_, index) => typed(source, at(`src/f${String(index)}.ts`)).program);
    expect(new Set(programs.slice(20)).size).toBe(1);
    expect(programs[20]?.getSourceFile(at("dist/out.js"))).toBeUndefined();
    expect(programs[20]?.getSourceFile(at("node_modules/x/index.js"))).toBeUndefined();
  });

  it("takes in, once, what the configuration leaves out", () => {
    const { at } = project({
      "tsconfig.json": `{ "include": ["src"] }`,
      ...many(21),
      "test/a.js": `fetch("a");`,
      "test/b.ts": `fetch("b");`,
      "packages/own/tsconfig.json": "{}",
      "packages/own/c.ts": "",
    });
    const source = ownSource();
    for (let index = 0; index < 21; index++) typed(source, at(`src/f${String(index)}.ts`));
    const outside = typed(source, at("test/a.js"));
    expect(typed(source, at("test/b.ts")).program).toBe(outside.program);
    expect(typed(source, at("src/f0.ts")).program).toBe(outside.program);
    expect(outside.program.getSourceFile(at("packages/own/c.ts"))).toBeUndefined();
  });

  it("does not take the project in for files that are not among its own", () => {
    const { at } = project({ ...many(30), "tsconfig.json": `{ "include": ["app"] }`, "app/main.ts": `fetch("u");` });
    const source = ownSource();
    const programs = Array.from({ length: 30 }, (_, index) => typed(source, at(`src/f${String(index)}.ts`)).program);
    expect(new Set(programs.slice(20)).size).toBe(1);
    expect(programs[20]?.getSourceFile(at("app/main.ts"))).toBeUndefined();
  });

  it("keeps up with edits", () => {
    const { at } = project({ "tsconfig.json": `{ "include": ["src"] }`, ...many(22) });
    const source = ownSource();
    for (let index = 0; index < 22; index++) typed(source, at(`src/f${String(index)}.ts`));
    const edited = typed(source, at("src/f3.ts"), `fetch("edited");`);
    expect(edited.sourceFile.text).toBe(`fetch("edited");`);
    expect(typed(source, at("src/f3.ts")).sourceFile.text).toBe(`fetch("3");`);
  });

  it("is shared with a file that it holds already as an import", () => {
    const { at } = project({ "main.ts": `import "./b"; fetch("u");`, "b.ts": `fetch("b"); export {};` });
    const source = ownSource();
    expect(typed(source, at("main.ts")).program).toBe(typed(source, at("b.ts")).program);
  });

  it("parses the libraries once for all projects", () => {
    const { at } = project({
      "a/tsconfig.json": "{}",
      "a/main.ts": `fetch("u");`,
      "b/tsconfig.json": "{}",
      "b/main.ts": `fetch("u");`,
    });
    const source = ownSource();
    const libraries = ["a", "b"].map((name) => {
      const { program } = typed(source, at(`${name}/main.ts`));
      return program.getSourceFiles().find(({ fileName }) => fileName.endsWith("/lib.dom.d.ts"));
    });
    expect(libraries[0]).toBeDefined();
    expect(libraries[0]).toBe(libraries[1]);
  });
});

describe("where nothing works", () => {
  it("can be forbidden", () => {
    const { at } = project({ "main.ts": "" });
    expect(ownSource({ own: false }).fileFor({ path: at("main.ts"), text: "" })).toEqual({
      kind: "none",
      reason: "the parser offers no program, and our own is forbidden",
    });
  });

  it("says that TypeScript's libraries are missing, rather than take every global for any", () => {
    const { at } = project({ "main.ts": "" });
    vi.spyOn(ts.sys, "fileExists").mockReturnValue(false);
    expect(ownSource().fileFor({ path: at("main.ts"), text: "" })).toMatchObject({
      kind: "none",
      reason: "TypeScript's lib.*.d.ts files are missing from its installation",
    });
  });

  it("survives a crash of the compiler", () => {
    const { at } = project({ "main.ts": "" });
    vi.spyOn(ts.sys, "getCurrentDirectory").mockImplementation(() => {
      throw new Error("the disk is gone");
    });
    vi.spyOn(ts.sys, "readFile").mockImplementation(() => {
      throw new Error("the disk is gone");
    });
    const answer = ownSource().fileFor({ path: at("main.ts"), text: "" });
    expect(isTypedFile(answer) ? "typed" : answer.reason).toContain("the disk is gone");
  });

  it("takes a file with syntax errors as far as it goes", () => {
    const { at } = project({ "main.ts": `fetch("u"; class {` });
    expect(origins(typed(ownSource(), at("main.ts")))).toContain("lib:fetch");
  });
});
