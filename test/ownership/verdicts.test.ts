/** Every kind of verdict, and what it says besides. */
import { describe, expect, it } from "vitest";
import { analyze } from "../../eslint-plugin/src/analyze.js";
import type { Leak, Obligation, Verdict } from "../../eslint-plugin/src/findings/types.js";
import { virtualProgram } from "../typed/virtual.js";

/** Pairs of variables that always agree: more of them than states are kept. */
const flags = ["1", "2", "3", "4", "5", "6"];

/** Reads the response, which takes two states to see, whatever comes in between. */
function readInTwoStates(between: string): string {
  return `
    const res = await fetch(url);
    if (res.ok ? !options.p : options.p) return res.text();
    ${between}
    return res.ok && !options.p ? null : res.json();`;
}

const modules = {
  discharged: `const res = await fetch(url); return res.ok ? res.json() : res.text();`,
  transferred: `const res = await fetch(url); if (!res.ok) throw new Error(await res.text()); return res;`,
  nothingOwed: `const res = await fetch(url, { method: "HEAD" }); return res.ok;`,
  leaks: `const res = await fetch(url); if (flag) log(1); if (!res.ok) throw new Error("x"); return res.json();`,
  never: `const res = await fetch(url); log(res.status);`,
  onThrow: `let res; try { res = await fetch(url); log(res.status); await res.text(); } catch { return null; } return 1;`,
  rejected: `try { const res = await fetch(url); return await res.json(); } catch { return null; }`,
  branch: `const res = await fetch(url); const copy = res.clone(); return res.json();`,
  imprecise: `
    let ${flags.map((flag) => `a${flag} = false, b${flag} = false`).join(", ")};
    const res = await fetch(url);
    ${flags.map((flag) => `if (log(${flag})) { a${flag} = true; b${flag} = true; }`).join("\n")}
    if (${flags.map((flag) => `(a${flag} && !b${flag})`).join(" || ")}) return null;
    return res.json();`,
  crowded: `
    let ${flags.map((flag) => `a${flag} = false, b${flag} = false`).join(", ")};
    const res = await fetch(url);
    ${flags.map((flag) => `if (log(${flag})) { a${flag} = true; b${flag} = true; }`).join("\n")}
    if (${flags.map((flag) => `(a${flag} && !b${flag})`).join(" || ")}) return null;
    return a1 && !a2 && a3 && !a4 && a5 && !a6 ? null : res.json();`,
  askedInTurn: readInTwoStates(
    flags
      .map(
        (it) =>
          `if (options.a${it} || options.b${it}) { if (options.a${it}) log(options.b${it} ? 1 : 2); } else return res.text();`,
      )
      .join("\n"),
  ),
  readInTurn: readInTwoStates(
    flags.map((it) => `let v${it} = null; if (log(1)) v${it} = 1; if (v${it}) log(2);`).join("\n"),
  ),
  caught: `let res; try { res = await fetch(url); if (!res.ok) throw new Error("x"); return await res.json(); } catch { return null; }`,
};

const fetching = "void (await fetch(url)).status;\n";

const file = virtualProgram({
  ...Object.fromEntries(
    Object.entries(modules).map(([name, body]) => [
      `${name}.ts`,
      `declare function log(value: unknown): boolean;
       export async function f(url: string, flag: boolean, options: Record<string, boolean>): Promise<unknown> { ${body} }`,
    ]),
  ),
  "manyAndFew.ts": `export async function many(url: string): Promise<void> { ${fetching.repeat(20)} }
                    export async function few(url: string): Promise<void> { ${fetching.repeat(2)} }`,
});

function obligations(name: keyof typeof modules): readonly Obligation[] {
  return analyze(file(`${name}.ts`)).obligations;
}

function verdict(name: keyof typeof modules): Verdict {
  const [first, ...others] = obligations(name);
  expect(others).toEqual([]);
  if (first === undefined) throw new Error(`no obligation in ${name}`);
  return first.verdict;
}

function onlyLeak(found: Verdict): Leak {
  expect(["leaks", "leaksOnThrow"]).toContain(found.kind);
  const leaks = "leaks" in found ? found.leaks : [];
  expect(leaks).toHaveLength(1);
  const [leak] = leaks;
  if (leak === undefined) throw new Error("no leak");
  return leak;
}

function path(leak: Leak): readonly string[] {
  return leak.path.map((step) =>
    step.kind === "condition" ? `${step.holds ? "" : "not "}${step.node.getText()}` : step.kind,
  );
}

describe("a verdict", () => {
  it("names what discharges", () => {
    const found = verdict("discharged");
    expect(found.kind === "discharged" && found.at.map((node) => node.getText())).toEqual(["res.json()", "res.text()"]);
  });

  it("names who took the duty over", () => {
    const found = verdict("transferred");
    expect(found.kind === "transferred" && found.at.map((node) => node.getText())).toEqual(["return res;"]);
  });

  it("says that nothing is owed", () => {
    expect(verdict("nothingOwed")).toEqual({ kind: "nothingOwed" });
  });

  it("stands at the leaking exit, with the conditions that matter and no others", () => {
    const leak = onlyLeak(verdict("leaks"));
    expect(leak).toMatchObject({ kind: "exit", variable: "res", locked: false });
    expect(leak.at.node.getText()).toBe('throw new Error("x");');
    expect(path(leak)).toEqual(["not res.ok"]);
  });

  it("stands at the acquiring call where no path consumes", () => {
    const leak = onlyLeak(verdict("never"));
    expect(leak).toMatchObject({ kind: "never", variable: "res", path: [] });
    expect(leak.at.node.getText()).toBe("fetch(url)");
  });

  it("does not take a rejected fetch for an exception that leaves a body unread", () => {
    expect(verdict("rejected").kind).toBe("discharged");
  });

  it("keeps apart what only an exception that nobody wrote makes leak", () => {
    const found = verdict("onThrow");
    expect(found.kind).toBe("leaksOnThrow");
    expect(onlyLeak(found).thrower?.getText()).toBe("log(res.status)");
  });

  it("goes on from an explicit throw in the catch clause that receives it", () => {
    const leak = onlyLeak(verdict("caught"));
    expect(leak.at.node.getText()).toBe("return null;");
    expect(path(leak)).toEqual(["not res.ok", "caught"]);
  });

  it("is given to a branch of its own", () => {
    const [response, copy] = obligations("branch");
    expect(response?.verdict.kind).toBe("discharged");
    expect(copy).toMatchObject({ split: true, callee: "res.clone", verdict: { kind: "leaks" } });
  });

  it("is found with states apart where merged ones only suggest it", () => {
    expect(verdict("imprecise").kind).toBe("discharged");
    expect(onlyLeak(verdict("crowded")).at.node.getText()).toMatch(/^return a1 /u);
  });

  it("is quiet about what only a forced merge shows", () => {
    const kinds = (["imprecise", "crowded"] as const).map(
      (name) => analyze(file(`${name}.ts`), { limits: { mostStepsOfSearch: 20 } }).obligations[0]?.verdict.kind,
    );
    expect(kinds).toEqual(["imprecise", "imprecise"]);
  });

  it.each(["askedInTurn", "readInTurn"] as const)("needs no room for what nobody asks again: %s", (name) => {
    const { obligations: crowded } = analyze(file(`${name}.ts`), { limits: { mostStates: 4, mostStepsOfSearch: 0 } });
    expect(crowded.map((one) => one.verdict.kind)).toEqual(["discharged"]);
  });

  it("says that it gave up, and why", () => {
    const { obligations: given } = analyze(file("leaks.ts"), { limits: { mostSteps: 10 } });
    expect(given.map((one) => one.verdict)).toEqual([{ kind: "gaveUp", reason: "more than 10 steps" }]);
  });

  it("gives up on a function whose acquisitions take too many steps together, and on no other", () => {
    const { obligations: given } = analyze(file("manyAndFew.ts"), { limits: { mostStepsOfFunction: 180 } });
    const kinds = given.map((one) => one.verdict.kind);
    expect(kinds.slice(0, 2)).toEqual(["leaks", "leaks"]);
    expect(given[19]?.verdict).toEqual({
      kind: "gaveUp",
      reason: "more than 180 steps for all responses of the function",
    });
    expect(kinds.slice(20)).toEqual(["leaks", "leaks"]);
  });

  it("is the same for the same program", () => {
    expect(analyze(file("leaks.ts"))).toBe(analyze(file("leaks.ts")));
  });
});
