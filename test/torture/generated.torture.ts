/** Generated code, long and deep: every part of the pipeline ends, and tells what it could not do. */
import { afterAll, describe, expect, it } from "vitest";
import { analyzeShape, limits, lintShape, lowerShape, stackOverflow } from "./generated-suite.js";
import { type Shape, crowds, deepShapes, halfDeepShapes, longShapes } from "./shapes.js";
import { Tally } from "./tally.js";
import { isOfTypeScript } from "./typed-survey.js";

const outcomes = new Tally();

describe("lowering", () => {
  it.each([...longShapes, ...crowds])("knows $name", (shape) => {
    expect(lowerShape(shape)).toEqual({ faults: [], gaveUp: [] });
  });

  it.each(halfDeepShapes)("knows or gives up on $name, by counting", (shape) => {
    const { faults, gaveUp } = lowerShape(shape);
    expect(faults).toEqual([]);
    for (const reason of gaveUp) expect(reason).toMatch(limits);
  });

  it.each(deepShapes)("survives $name", (shape) => {
    const { faults, gaveUp } = lowerShape(shape);
    expect(faults).toEqual([]);
    for (const reason of gaveUp) {
      // A file that TypeScript's parser does not survive never gets to us.
      if (!stackOverflow.test(reason)) expect(reason).toMatch(limits);
    }
  });
});

describe("the analysis with types", () => {
  it.each([...longShapes, ...halfDeepShapes, ...deepShapes])(
    "survives $name, and finds what leaks beside it",
    (shape) => {
      const analysis = analyzeShape(shape);
      if (typeof analysis === "string") {
        // TypeScript's parser, binder and checker recurse, and have no limit but the call stack.
        outcomes.add("typed: TypeScript makes no program");
        expect(analysis).toMatch(stackOverflow);
        return;
      }
      const { failures, unresolved, obligations } = analysis;
      expect(failures).toEqual([]);
      expect(unresolved.filter(({ stack }) => !isOfTypeScript(stack))).toEqual([]);
      outcomes.add(`typed: ${unresolved[0]?.reason ?? verdictOf(obligations[0])}`);
      expect(obligations.at(-1)?.verdict.kind).toBe("leaks");
    },
  );

  it.each(halfDeepShapes)("says of $name what leaks there, or that it gave up", (shape) => {
    const [first] = analysed(shape).obligations;
    expect(verdictOf(first)).toMatch(
      /^(?:leaks|gaveUp: (?:nested more than 600 levels deep|more than 200000 instructions))$/u,
    );
  });

  it.each(crowds)("follows 500 responses $name, or gives up by counting steps", (shape) => {
    const { failures, obligations, steps } = analysed(shape);
    expect(failures).toEqual([]);
    expect(obligations.length).toBeGreaterThan(200);
    expect(steps).toBeLessThan(2_100_000);
    for (const { verdict } of obligations) {
      outcomes.add(`500 responses ${shape.name}: ${verdict.kind}`);
      if (verdict.kind === "gaveUp") expect(verdict.reason).toMatch(limits);
    }
  });
});

describe.each(["espree", "typescript"] as const)("the rule behind %s", (parser) => {
  const shapes = [...longShapes, ...halfDeepShapes, ...deepShapes].filter((shape) => shape.overstrainsESLint !== true);

  it.each(shapes)("does not fail at $name, and reports what leaks beside it", (shape) => {
    const linted = lintShape(shape, parser);
    if (linted === null) {
      outcomes.add(`${parser}: the parser or ESLint itself fails`);
      return;
    }
    const { messages, failures, isAnalysed } = linted;
    expect(failures).toEqual([]);
    expect(messages.filter(({ ruleId }) => ruleId !== "calm/no-unconsumed-body")).toEqual([]);
    const isFound = messages.some(({ line }) => line > shape.source.split("\n").length);
    outcomes.add(`${parser}: ${isFound ? "found beside it" : "TypeScript makes no program"}`);
    expect(isFound).toBe(isAnalysed);
  });
});

afterAll(() => {
  console.log(["Generated code, by outcome", ...outcomes.lines()].join("\n"));
});

function analysed(shape: Shape): Exclude<ReturnType<typeof analyzeShape>, string> {
  const analysis = analyzeShape(shape);
  if (typeof analysis === "string") throw new Error(analysis);
  return analysis;
}

function verdictOf(
  obligation: { readonly verdict: { readonly kind: string; readonly reason?: string } } | undefined,
): string {
  const { kind, reason } = obligation?.verdict ?? { kind: "no obligation" };
  return reason === undefined ? kind : `${kind}: ${reason}`;
}
