/** What is said of a file does not depend on the order of files, nor on which of them was linted first. */
import { describe, expect, it } from "vitest";
import { virtualProgram } from "../typed/virtual.js";
import { ring, verdicts } from "./modules.js";

const modules: Readonly<Record<string, string>> = {
  "use.ts": `
    import { first, even, wrapped } from "./barrel.js";
    import { h3, h40 } from "./ring.js";
    export async function a(u: string) { const res = await first(u, 3); console.log(res.status); }
    export async function b(u: string) { const res = await even(u, 3); if (!res.ok) throw new Error("b"); return res.text(); }
    export async function c(u: string) { const { res } = await wrapped(u); console.log(res.status); }
    export async function d(u: string) { const res = await h3(u, 3); console.log(res.status); }
    export async function e(u: string) { const res = await h40(u, 3); console.log(res.status); }`,
  "barrel.ts": `export { first, even } from "./circle.js"; export * from "./wrapped.js";`,
  // Each of them acquires only through the other, but for one path.
  "circle.ts": `
    export async function first(u: string, n: number): Promise<Response> { return n > 0 ? second(u, n - 1) : third(u, n); }
    export async function second(u: string, n: number): Promise<Response> { return n > 0 ? third(u, n - 1) : first(u, n); }
    export async function third(u: string, n: number): Promise<Response> { return n > 0 ? first(u, n - 1) : fetch(u); }
    export async function even(u: string, n: number): Promise<Response> { if (n === 0) return fetch(u); return odd(u, n - 1); }
    export async function odd(u: string, n: number): Promise<Response> { return even(u, n - 1); }
    export async function secondly(u: string) { const res = await second(u, 2); console.log(res.status); }
    export async function oddly(u: string) { const res = await odd(u, 2); console.log(res.status); }`,
  "wrapped.ts": `
    import { second } from "./circle.js";
    export async function wrapped(u: string) { const res = await second(u, 1); return { res, at: Date.now() }; }
    export async function thirdly(u: string) { const { res } = await wrapped(u); console.log(res.ok); }`,
  "ring.ts": ring(60, 2),
};
const names = Object.keys(modules);

/** Verdicts by file, in a program whose files are in one order, when they are linted in another. */
function lint(order: readonly string[], files: readonly string[] = names): Readonly<Record<string, readonly string[]>> {
  const program = virtualProgram(Object.fromEntries(files.map((name) => [name, modules[name] ?? ""])));
  return Object.fromEntries(
    order.map((name) => [name, verdicts(program(name))] as const).sort(([a], [b]) => a.localeCompare(b)),
  );
}

describe("verdicts", () => {
  const expected = lint(names);

  it("are of all kinds of helpers", () => {
    expect(
      expected["use.ts"]?.map((line) => line.replace(/^use\.ts:(\d+) (\w+)\(.*?\): (\w+).*$/u, "$1 $2 $3")),
    ).toEqual(["4 first leaks", "5 even leaks", "6 wrapped leaks", "7 h3 leaks", "8 h40 leaks"]);
  });

  it.each(names.map((first) => [first, [first, ...names.filter((name) => name !== first)]] as const))(
    "are the same if %s is linted first",
    (_, order) => {
      expect(lint(order)).toEqual(expected);
    },
  );

  it("are the same in any order of files", () => {
    expect(lint([...names].reverse(), [...names].reverse())).toEqual(expected);
    expect(lint(names, [...names].sort())).toEqual(expected);
  });

  it("are the same if only that file is linted", () => {
    for (const name of names) expect(lint([name])).toEqual({ [name]: expected[name] });
  });
});
