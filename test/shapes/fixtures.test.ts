/**
 * Behaviour of `calm/no-unconsumed-body`, a file of functions per topic in `fixtures/`. A report must stand on every line that
 * ends in a want, and on no other line. The verdicts follow FACTS.md's measurements and what is documented of the rule.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import { expectWellFormedPages } from "../report/well-formed.js";
import { findingsIn } from "./findings.js";
import { ModuleProgram } from "./program.js";
import { shapesIn, wantsIn } from "./wants.js";

const folder = new URL("fixtures/", import.meta.url);
const names = readdirSync(folder).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
const program = new ModuleProgram(new Map(names.map((name) => [`fixtures/${name}`, null])));

describe.each(names)("%s", (name) => {
  const path = `fixtures/${name}`;
  const file = program.file(path);
  const text = readFileSync(new URL(name, folder), "utf8");
  const findings = findingsIn(file);
  const shapes = shapesIn(file.sourceFile);
  const wants = wantsIn(text);

  it("has types without errors, and no want outside a shape", () => {
    expect(program.errors(path)).toEqual([]);
    expect(
      wants.filter(({ line }) => !shapes.some((shape) => shape.firstLine <= line && line <= shape.lastLine)),
    ).toEqual([]);
  });

  it("has hover pages that hold nothing but what is ours, whatever its code looks like", () => {
    expectWellFormedPages(analyze(file));
  });

  it.each(shapes)("$name", ({ firstLine, lastLine }) => {
    const within = ({ line }: { readonly line: number }): boolean => firstLine <= line && line <= lastLine;
    const wanted = wants.filter(within);
    const found = findings.filter(within);
    // As text, so that a failure shows what was said and where.
    expect(found.map(({ line, message }) => `${line}: ${message}`)).toEqual(
      wanted.flatMap(({ line, messages }) =>
        messages.map((message) => expect.stringMatching(new RegExp(`^${line}: .*${message.source}`)) as string),
      ),
    );
  });
});
