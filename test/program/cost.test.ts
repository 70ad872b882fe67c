/** What large and circular programs cost, in steps of the interpretation: those are the same on every machine. */
import { describe, expect, it } from "vitest";
import { Effort } from "../../eslint-plugin/src/ownership/slice.js";
import { virtualProgram } from "../typed/virtual.js";
import { client, ring, verdicts } from "./modules.js";

/** Not a spy: that would keep millions of calls. */
let steps = 0;
const step = Object.getOwnPropertyDescriptor(Effort.prototype, "step")?.value as (this: Effort) => void;
Effort.prototype.step = function (this: Effort): void {
  steps += 1;
  step.call(this);
};

/** Verdicts of a module, and how many steps they took, with all that was looked for in helpers. */
function cost(text: string): { readonly lines: readonly string[]; readonly steps: number } {
  const file = virtualProgram({ "module.ts": text })("module.ts");
  steps = 0;
  return { lines: verdicts(file), steps };
}

describe("a generated client, whose methods all call one function", () => {
  const few = cost(client(200));
  const many = cost(client(2000));

  it("has the same verdict on each", () => {
    expect(many.lines).toHaveLength(2001);
    const kinds = new Set(many.lines.map((line) => line.replace(/^.*: (leaks exit|\w+).*$/u, "$1")));
    expect([...kinds].sort()).toEqual(["leaks exit", "transferred"]);
  });

  it("takes ten times the steps for ten times the methods", () => {
    expect(few.steps).toBeGreaterThan(0);
    expect(many.steps / few.steps).toBeLessThan(10.1);
  });
});

describe("helpers that call each other in circles", () => {
  const few = cost(ring(100, 3));
  const many = cost(ring(1000, 3));

  it("have a verdict on every call, and overflow nothing", () => {
    const wrong = many.lines.filter((line) => !line.endsWith(": transferred"));
    expect(wrong).toEqual([]);
    expect(many.lines.length).toBeGreaterThan(1000);
  });

  it("take ten times the steps for ten times the helpers", () => {
    expect(few.steps).toBeGreaterThan(0);
    expect(many.steps / few.steps).toBeLessThan(10.1);
  });
});

describe("a helper that is too large to be followed", () => {
  const text = `
    export async function large(u: string, n: number): Promise<Response> {
      const res = await fetch(u);
      ${Array.from({ length: 30 }, (_, index) => `if (n === ${String(index)}) console.log(res.status + ${String(index)});`).join("\n")}
      return res;
    }
    export async function use(u: string) { const res = await large(u, 1); console.log(res.status); }`;
  const file = virtualProgram({ "large.ts": text })("large.ts");

  it("is counted where it is called, whoever asks first", () => {
    const limits = { mostSteps: 50 };
    const given = verdicts(file, { limits }).map((line) => line.replace(/^large\.ts:\d+ /u, ""));
    expect(given).toEqual([
      "fetch(u): gaveUp: more than 50 steps",
      "large(u, 1): gaveUp: more than 50 steps, in a function that it calls",
    ]);
  });

  it("and not where its limits are wider", () => {
    expect(verdicts(file).map((line) => line.replace(/^large\.ts:\d+ (.*?): (\w+).*$/u, "$1 $2"))).toEqual([
      "fetch(u) transferred",
      "large(u, 1) leaks",
    ]);
  });
});

describe("a function that takes too long to be followed from further out", () => {
  const text = `
    async function* batches(options: { fetch: (u: string) => Promise<Response> }, n: number): AsyncGenerator<number> {
      ${branches(30)}
      yield (await options.fetch("u")).status;
    }
    async function run(options: { fetch: (u: string) => Promise<Response> }, n: number): Promise<number> {
      ${branches(30)}
      const res = await options.fetch("u");
      return res.status;
    }
    export const inFunction = (n: number) => run({ fetch: async (u) => fetch(u) }, n);
    export async function* inGenerator(n: number) {
      yield* batches({ fetch: async (u) => { const res = await fetch(u); if (n > 1) throw new Error("many"); return res; } }, n);
    }`;
  const file = virtualProgram({ "outer.ts": text })("outer.ts");
  const given = (limits?: { mostStepsOfOuter: number }): readonly string[] =>
    verdicts(file, limits && { limits })
      .map((line) => line.replace(/^outer\.ts:\d+ (.*?): (\w+).*$/u, "$1 $2"))
      .filter((line) => line.startsWith("fetch(u)"));

  it("is followed from where it acquires", () => {
    expect(given({ mostStepsOfOuter: 10 })).toEqual(["fetch(u) transferred", "fetch(u) leaks"]);
  });

  it("and from further out where that is allowed to take longer", () => {
    expect(given()).toEqual(["fetch(u) leaks", "fetch(u) leaks"]);
  });
});

function branches(count: number): string {
  return Array.from({ length: count }, (_, at) => `if (n === ${String(at)}) console.log(n + ${String(at)});`).join(
    "\n",
  );
}
