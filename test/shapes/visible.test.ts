/** Small functions with a verdict that was given from outside, each by its name. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingsIn } from "./findings.js";
import { ModuleProgram } from "./program.js";

interface Shape {
  readonly id: string;
  readonly title: string;
  readonly expect: "leak" | "ok";
  readonly code: string;
}

const shapes = JSON.parse(readFileSync(new URL("visible.json", import.meta.url), "utf8")) as readonly Shape[];

/**
 * Shapes that take knowledge of other functions to decide, with what is said of them without it: a function of one's own
 * takes ownership. Each of these verdicts that differs from `expect` is to change when the analysis sees callees.
 */
const withoutCallees = new Map<string, Shape["expect"]>([
  ["E05", "ok"],
  ["E07", "ok"],
  ["F02", "ok"],
  ["F04", "ok"],
  ["F06", "ok"],
  ["F08", "ok"],
  ["F10", "ok"],
  ["F20", "ok"],
  ["F22", "ok"],
  ["H18", "ok"],
]);

const program = new ModuleProgram(new Map(shapes.map(({ id, code }) => [pathOf(id), code])));

function pathOf(id: string): string {
  return `visible/${id}.ts`;
}

function verdictOf(id: string): Shape["expect"] {
  return findingsIn(program.file(pathOf(id))).length > 0 ? "leak" : "ok";
}

describe("the given shapes", () => {
  it.each(shapes)("$id is a module without type errors", ({ id }) => {
    expect(program.errors(pathOf(id))).toEqual([]);
  });

  it.each(shapes.filter(({ id }) => !withoutCallees.has(id)))("$id $title: $expect", (shape) => {
    expect(verdictOf(shape.id)).toBe(shape.expect);
  });
});

describe("the given shapes that take knowledge of callees", () => {
  it.each(shapes.filter(({ id }) => withoutCallees.has(id)))("$id $title: pinned, should be $expect", ({ id }) => {
    expect(verdictOf(id)).toBe(withoutCallees.get(id));
  });
});
