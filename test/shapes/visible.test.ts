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

  it.each(shapes)("$id $title: $expect", (shape) => {
    expect(verdictOf(shape.id)).toBe(shape.expect);
  });
});
