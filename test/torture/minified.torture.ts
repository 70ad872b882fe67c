/** Minified code: every installed package that esbuild can bundle, and every file that the gate lets through, without names and line ends. */
import { existsSync } from "node:fs";
import path from "node:path";
import { type BuildFailure, buildSync, transformSync } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { mayMatter } from "../../eslint-plugin/src/model/gate.js";
import { LoweringSurvey } from "./lowering-survey.js";
import { type Package, installedPackages, readSource } from "./packages.js";
import { TypedSurvey } from "./typed-survey.js";

const lowering = new LoweringSurvey();
const typed = new TypedSurvey();

describe("minified bundles", () => {
  it.each(installedPackages())("of $name are lowered, and analysed with types", (one) => {
    const before = lowering.faults.length + typed.faults.length;
    const text = bundled(one);
    lowering.visit(path.join(one.folder, "minified.js"), text);
    analyse(one, [["bundle.minified.js", text]]);
    const minified = one.files
      .filter((file) => /(?<!\.d)\.[cm]?[jt]s$/u.test(file) && mayMatter(readSource(file)))
      .map((file, index): readonly [string, string] => [`${String(index)}.minified.js`, minifiedFile(file)]);
    for (const [name, code] of minified) lowering.visit(path.join(one.folder, name), code);
    analyse(one, minified);
    expect([...lowering.faults, ...typed.faults].slice(before)).toEqual([]);
  });

  it("were many, and some acquire", () => {
    expect(lowering.tally.of("files")).toBeGreaterThan(1000);
    expect(typed.tally.of("functions that acquire")).toBeGreaterThan(10);
  });
});

afterAll(() => {
  console.log(`Minified code, lowered\n${lowering.report()}\nMinified code, with types\n${typed.report()}`);
});

/** In the package's folder, so that what it imports is found. */
function analyse({ folder }: Package, code: readonly (readonly [name: string, text: string])[]): void {
  const texts = new Map(code.map(([name, text]) => [path.join(folder, name), text]));
  const mattering = [...texts].filter(([, text]) => mayMatter(text)).map(([name]) => name);
  if (mattering.length > 0) typed.visit(mattering, texts);
}

/** What `import "package"` loads of its own, in one file; empty where that is nothing, or nothing that esbuild understands. */
function bundled({ name, folder }: Package): string {
  if (!existsSync(path.join(folder, "package.json"))) return "";
  return whatComesOf(
    () =>
      buildSync({
        stdin: { contents: `export * from ${JSON.stringify(name)};`, resolveDir: path.dirname(folder) },
        bundle: true,
        external: ["*.node", "*.wasm", "typescript"].filter((module) => module !== name),
        platform: "node",
        format: "esm",
        minify: true,
        write: false,
        logLevel: "silent",
      }).outputFiles.map(({ text }) => text)[0],
  );
}

function minifiedFile(file: string): string {
  return whatComesOf(
    () =>
      transformSync(readSource(file), { minify: true, loader: file.endsWith("ts") ? "ts" : "js", logLevel: "silent" })
        .code,
  );
}

function whatComesOf(build: () => string | undefined): string {
  try {
    return build() ?? "";
  } catch (error) {
    if (error instanceof Error && "errors" in (error as BuildFailure)) return "";
    throw error;
  }
}
