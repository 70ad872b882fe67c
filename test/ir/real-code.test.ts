/** Code that others wrote: every function of it is lowered, soundly and without gaps. */
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

import ts from "typescript";
import { describe, expect, it } from "vitest";

import { checkFunction } from "../../eslint-plugin/src/ir/check.js";
import { livenessOf } from "../../eslint-plugin/src/ir/liveness.js";
import { lower } from "../../eslint-plugin/src/ir/lower.js";
import { printFunction } from "../../eslint-plugin/src/ir/print.js";
import { resolveScopes } from "../../eslint-plugin/src/ir/scopes.js";

const require = createRequire(import.meta.url);
const sourceName = /(?<!\.d)\.[cm]?[jt]sx?$/u;
const engine = path.join(import.meta.dirname, "../../eslint-plugin/src");

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => sourceName.test(name))
    .map((name) => path.join(folder, name));
}

/** The folder of an installed package. */
function packageFolder(name: string): string {
  return path.dirname(require.resolve(`${name}/package.json`));
}

interface Survey {
  readonly functions: number;
  readonly violations: readonly string[];
}

/** Lowers every function of a file, checks it, and asks of it what can be asked. */
function survey(file: string): Survey {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const scopes = resolveScopes(source);
  const violations = scopes.functions.flatMap((fn) => {
    const ir = lower(fn, scopes);
    livenessOf(ir);
    printFunction(ir);
    return [...checkFunction(ir), ...(ir.opaque === 0 ? [] : ["is opaque in part"])].map((line) => `${file}: ${line}`);
  });
  return { functions: scopes.functions.length, violations };
}

describe("real code", () => {
  it.each([
    ["this engine", engine, 500],
    ["undici", path.join(packageFolder("undici"), "lib"), 1000],
    ["typescript-eslint's parser", packageFolder("@typescript-eslint/typescript-estree"), 300],
    ["ESLint's rules", path.join(packageFolder("eslint"), "lib/rules"), 1500],
  ])("of %s is lowered without a gap", (_, folder, least) => {
    const surveys = sourcesIn(folder).map(survey);
    expect(surveys.flatMap(({ violations }) => violations)).toEqual([]);
    expect(surveys.reduce((sum, { functions }) => sum + functions, 0)).toBeGreaterThan(least);
  });
});
