/** What generated modules are made of, as data: fast-check makes it, shrinks it, and `print.ts` writes it as TypeScript. */
import fc from "fast-check";

/** Names a variable in scope: the index is taken modulo the number of candidates, so that it stays right while a program shrinks. */
export type Which = number;

export type Statement =
  | { readonly kind: "acquire"; readonly mutable: boolean }
  | { readonly kind: "reassign"; readonly which: Which }
  | { readonly kind: "end"; readonly which: Which; readonly how: End }
  | { readonly kind: "look"; readonly which: Which; readonly how: Look }
  | { readonly kind: "hand"; readonly which: Which }
  | { readonly kind: "choose" }
  | { readonly kind: "if"; readonly test: Test; readonly yes: Block; readonly no: Block }
  | {
      readonly kind: "switch";
      readonly which: Which;
      readonly found: Block;
      readonly missing: Block;
      readonly rest: Block;
    }
  | {
      readonly kind: "try";
      readonly body: Block;
      readonly handler: Block;
      readonly last: Block;
      readonly form: TryForm;
    }
  | { readonly kind: "loop"; readonly form: Loop; readonly body: Block }
  | { readonly kind: "leave"; readonly how: Leave; readonly which: Which };

export type Block = readonly Statement[];

export const ends = ["text", "json", "float", "cancel", "arrayBuffer", "iterate"] as const;
export type End = (typeof ends)[number];
export const looks = ["status", "console", "header", "body", "nothing"] as const;
export type Look = (typeof looks)[number];
export const tests = [
  "ok",
  "notOk",
  "missing",
  "empty",
  "opaque",
  "chosen",
  "notChosen",
  "bodyNull",
  "both",
  "either",
] as const;
export interface Test {
  readonly on: (typeof tests)[number];
  readonly which: Which;
}
export const tryForms = ["catch", "finally", "both"] as const;
export type TryForm = (typeof tryForms)[number];
export const loops = ["of", "while", "attempts"] as const;
export type Loop = (typeof loops)[number];
export const leaves = [
  "return",
  "throw",
  "returnValue",
  "returnResponse",
  "returnBox",
  "break",
  "continue",
  "throwWith",
] as const;
export type Leave = (typeof leaves)[number];

/** A module: one entry function. */
export interface Module {
  readonly entry: Block;
}

const which = fc.nat({ max: 3 });
const test: fc.Arbitrary<Test> = fc.record({ on: fc.constantFrom(...tests), which });

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => ({
  block: fc.array(tie("statement"), { maxLength: 3, size: "max", depthIdentifier: "block" }),
  statement: fc.oneof(
    { maxDepth: 4, depthSize: "small", depthIdentifier: "block", withCrossShrink: true },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("look" as const), which, how: fc.constantFrom(...looks) }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("acquire" as const), mutable: fc.boolean() }) },
    { weight: 7, arbitrary: fc.record({ kind: fc.constant("end" as const), which, how: fc.constantFrom(...ends) }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant("leave" as const), how: fc.constantFrom(...leaves), which }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("choose" as const) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("hand" as const), which }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("reassign" as const), which }) },
    {
      weight: 7,
      arbitrary: fc.record({ kind: fc.constant("if" as const), test, yes: tie("block"), no: tie("block") }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("switch" as const),
        which,
        found: tie("block"),
        missing: tie("block"),
        rest: tie("block"),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("try" as const),
        body: tie("block"),
        handler: tie("block"),
        last: tie("block"),
        form: fc.constantFrom(...tryForms),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant("loop" as const), form: fc.constantFrom(...loops), body: tie("block") }),
    },
  ),
}));

export const modules: fc.Arbitrary<Module> = fc.record({
  entry: fc.tuple(block, block, block).map((parts) => parts.flat()),
});
