/** Rules of the analysis, each broken in one place: what a fuzzer must notice. */

export interface Mutation {
  /** What the analysis gets wrong then. */
  readonly what: string;
  /** Under `eslint-plugin/src`. */
  readonly file: string;
  /** Text that stands there exactly once. */
  readonly from: string;
  readonly to: string;
}

export const mutations: readonly Mutation[] = [
  {
    what: "the two sides of a branch are exchanged",
    file: "ownership/interpret.ts",
    from: "this.#send(terminal.whenTrue, sides.whenTrue, dying)",
    to: "this.#send(terminal.whenFalse, sides.whenTrue, dying)",
  },
  {
    what: "nothing is lost at the end of a scope",
    file: "ownership/loss.ts",
    from: "const kind = loss ?? lossKind(instruction, state, last.value);",
    to: 'if (instruction.kind === "scopeExit") return null;\n  const kind = loss ?? lossKind(instruction, state, last.value);',
  },
  {
    what: "nothing is lost by an assignment",
    file: "ownership/loss.ts",
    from: "const kind = loss ?? lossKind(instruction, state, last.value);",
    to: 'if (instruction.kind === "store") return null;\n  const kind = loss ?? lossKind(instruction, state, last.value);',
  },
  {
    what: "a finally block that is come to by falling through is left out",
    file: "ir/lower-try.ts",
    from: "builder.setControl(outside);\n  lowerCopy();\n  lowerHandler",
    to: "builder.setControl(outside);\n  lowerHandler",
  },
  {
    what: "a call that merely might throw counts as one that does",
    file: "ownership/machine.ts",
    from: 'const implicit = state.implicit || state.status !== "none";',
    to: "const implicit = state.implicit;",
  },
  {
    what: "functions outside of the program leave what they are given to the caller",
    file: "ownership/machine.ts",
    from: "if (captures || holds(slice, state, value)) {",
    to: 'if ((captures || holds(slice, state, value)) && by !== "passed") {',
  },
  {
    what: "the loser of a race is forgotten",
    file: "ownership/promises.ts",
    from: "return rivals ? [won,",
    to: "return rivals && machine.slice.site === null ? [won,",
  },
  {
    what: "where a promise is rejected, its handler does not run",
    file: "ownership/promises.ts",
    from: "if (!isCallback(onRejected)) return results;",
    to: "if (results.length > 0) return results;",
  },
  {
    what: "a helper that throws comes back",
    file: "ownership/callees.ts",
    from: "for (const { state, value } of throws) machine.throwExplicitly(state, value, node);\n  return returns;",
    to: "return [...returns, ...throws];",
  },
  {
    what: "what ends a duty does not where a throw follows",
    file: "ownership/interpret.ts",
    from: "if (after.length === 0) return;",
    to: 'if (after.length === 0 && block.terminal.kind !== "throw") return;\nif (after.length === 0) after.push(...entering);',
  },
  {
    what: "a reader that is let go has read to the end",
    file: "model/web-facets.ts",
    from: '...borrows("releaseLock closed"),',
    to: '...borrows("closed"), ...members("releaseLock", { effect: "cancel" }),',
  },
  {
    what: "a null body owes as any other",
    file: "ownership/conditions.ts",
    from: 'if (holds) return owesNothing(slice, state, node, "nullBody");',
    to: "if (holds) return state;",
  },
  {
    what: "a generator that stands still holds nothing in its variables",
    file: "ownership/generators.ts",
    from: "const standing = writeCell(after, id, { ...cell, at: it.at, held });",
    to: "const standing = writeCell(after, id, { ...cell, at: it.at, held: new Map() });",
  },
];
