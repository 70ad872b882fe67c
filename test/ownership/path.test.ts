import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Paths, extend, mergePaths, noDecision, shortest } from "../../eslint-plugin/src/ownership/path.js";

const source = ts.createSourceFile("conditions.ts", "a; b; c;", ts.ScriptTarget.ESNext, true);
const [a, b, c] = source.statements;

function decide(paths: Paths, node: ts.Node | undefined, holds: boolean): Paths {
  return extend(paths, { kind: "condition", node: node ?? source, holds, test: "truthy" });
}

function told(paths: Paths): string {
  return shortest(paths)
    .map((step) => `${step.kind === "condition" && !step.holds ? "!" : ""}${step.node.getText()}`)
    .join(" ");
}

describe("the account of how a state was reached", () => {
  it("tells the decisions in their order", () => {
    expect(told(decide(decide(noDecision, a, true), b, false))).toBe("a; !b;");
  });

  it("drops a decision that made no difference", () => {
    const merged = mergePaths(decide(noDecision, a, true), decide(noDecision, a, false));
    expect(told(decide(merged, b, true))).toBe("b;");
  });

  it("drops a nested decision that made no difference, in whatever order its ends meet", () => {
    const outer = decide(noDecision, a, true);
    const ends = [decide(outer, b, true), decide(outer, b, false), decide(noDecision, a, false)];
    for (const [first, second, third] of [ends, [ends[2], ends[0], ends[1]]]) {
      const merged = mergePaths(mergePaths(first ?? [], second ?? []), third ?? []);
      expect(told(merged)).toBe("");
    }
  });

  it("keeps the shortest of several ways, where none of them can be dropped", () => {
    const merged = mergePaths(decide(noDecision, a, true), decide(decide(noDecision, a, false), b, true));
    expect(told(merged)).toBe("a;");
    expect(told(decide(merged, c, false))).toBe("a; !c;");
  });

  it("takes a way that another one begins with for the same way, so that loops add nothing", () => {
    const once = decide(noDecision, a, true);
    expect(mergePaths(once, decide(once, b, true))).toEqual(once);
  });
});
