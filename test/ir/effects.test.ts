/** Which instructions have an edge to the handler around them. */
import { describe, expect, it } from "vitest";

import { mayThrow } from "../../eslint-plugin/src/ir/effects.js";
import type { Instruction } from "../../eslint-plugin/src/ir/types.js";
import { lowerAll } from "./lowering.js";

/** The instructions of one kind in a source, wherever in it. */
function instructions(source: string, kind: Instruction["kind"]): readonly Instruction[] {
  return lowerAll(source).flatMap(({ blocks }) =>
    blocks.flatMap((block) => block.instructions.filter((instruction) => instruction.kind === kind)),
  );
}

describe("mayThrow", () => {
  it.each<[Instruction["kind"], string, boolean]>([
    ["call", "f();", true],
    ["call", "new F();", true],
    ["call", "<F />;", true],
    ["get", "a.b;", true],
    ["get", "const { a } = b;", true],
    ["set", "a.b = c;", true],
    ["await", "async function f(a) { await a; }", true],
    ["yield", "function* f() { yield; }", true],
    ["class", "class C {}", true],
    ["rest", "const [...a] = b;", true],
    ["iterator", "for (const a of b);", true],
    ["element", "for (const a of b);", true],
    ["iteratorClose", "for (const a of b) break;", true],
    ["dispose", "{ using a = b; }", true],
    ["opaque", "with (a);", true],
    ["array", "[...a];", true],
    ["array", "[a, , b];", false],
    ["object", "({ ...a, b });", false],
    ["operator", "a instanceof B;", true],
    ["operator", "a in b;", true],
    ["operator", "delete a.b;", true],
    ["operator", "a + b;", false],
    ["operator", "!a;", false],
    ["operator", "`${a}`;", false],
    ["literal", "1;", false],
    ["ambient", "a;", false],
    ["load", "const a = 1; a;", false],
    ["store", "const a = 1;", false],
    ["copy", "a ? b : c;", false],
    ["closure", "() => a;", false],
    ["parameter", "function f(a) {}", false],
    ["caught", "try { f(); } catch {}", false],
    ["scopeExit", "{ const a = 1; }", false],
  ])("%s in %s: %s", (kind, source, expected) => {
    const found = instructions(source, kind);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(mayThrow)).toEqual(found.map(() => expected));
  });
});
