/** What generated modules are made of, as data: fast-check makes it, shrinks it, and the printer writes it as TypeScript. */
import fc from "fast-check";
import { type Client, clients } from "./dialects.js";

/** Names a variable in scope: the index is taken modulo the number of candidates, so that it stays right while a program shrinks. */
export type Which = number;
export type Block = readonly Statement[];

export const ends = [
  "text",
  "json",
  "float",
  "cancel",
  "arrayBuffer",
  "iterate",
  "pipe",
  "readAll",
  "peek",
  "first",
] as const;
export const looks = ["status", "console", "header", "body", "nothing", "reader"] as const;
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
  "predicate",
] as const;
export const tryForms = ["catch", "finally", "both"] as const;
export const loops = ["of", "while", "attempts", "forEach", "map"] as const;
export const leaves = [
  "return",
  "throw",
  "returnValue",
  "returnResponse",
  "returnBox",
  "break",
  "continue",
  "throwWith",
  "returnText",
] as const;
export const origins = ["fetch", "open", "retry", "then", "promise"] as const;
export const views = ["box", "tuple", "clone", "wrap", "alias", "destructured", "conditional"] as const;
export const hands = ["keep", "map", "later", "listener", "field"] as const;
export const chains = ["await", "float", "return"] as const;

export type End = (typeof ends)[number];
export type Look = (typeof looks)[number];
export type TryForm = (typeof tryForms)[number];
export type Loop = (typeof loops)[number];
export type Leave = (typeof leaves)[number];
export type Origin = (typeof origins)[number];
export type View = (typeof views)[number];
export type Hand = (typeof hands)[number];
export type ChainForm = (typeof chains)[number];

export interface Test {
  readonly on: (typeof tests)[number];
  readonly which: Which;
}

export type Statement =
  | {
      readonly kind: "acquire";
      readonly from: Origin;
      readonly which: Which;
      readonly client: Which;
      readonly mutable: boolean;
    }
  | { readonly kind: "reassign"; readonly from: Origin; readonly which: Which }
  | { readonly kind: "pair"; readonly client: Which }
  | { readonly kind: "list"; readonly client: Which; readonly body: Block }
  | { readonly kind: "end"; readonly which: Which; readonly how: End }
  | { readonly kind: "look"; readonly which: Which; readonly how: Look }
  | { readonly kind: "view"; readonly which: Which; readonly how: View }
  | { readonly kind: "hand"; readonly which: Which; readonly how: Hand }
  | { readonly kind: "help"; readonly which: Which; readonly helper: Which }
  | {
      readonly kind: "chain";
      readonly client: Which;
      readonly form: ChainForm;
      readonly async: boolean;
      readonly body: Block;
      readonly handler: Block;
    }
  | { readonly kind: "closure"; readonly body: Block }
  | { readonly kind: "callClosure"; readonly which: Which }
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

/** A function that is given a response. */
export interface Helper {
  readonly async: boolean;
  readonly client: Which;
  readonly body: Block;
}

export interface Module {
  /** Those it uses. */
  readonly clients: readonly Client[];
  readonly helpers: readonly Helper[];
  /** Functions that acquire a response for their caller: what they do with it before they return it. */
  readonly openers: readonly Block[];
  readonly entry: Block;
}

const which = fc.nat({ max: 3 });
const test: fc.Arbitrary<Test> = fc.record({ on: fc.constantFrom(...tests), which });

function one<Kind extends Statement["kind"], Rest extends object>(
  weight: number,
  kind: Kind,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
): { readonly weight: number; readonly arbitrary: fc.Arbitrary<{ kind: Kind } & Rest> } {
  return {
    weight,
    arbitrary: fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<{ kind: Kind } & Rest>,
  };
}

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => {
  const inner = tie("block");
  return {
    block: fc.array(tie("statement"), { maxLength: 3, size: "max", depthIdentifier: "block" }),
    statement: fc.oneof(
      { maxDepth: 4, depthSize: "small", depthIdentifier: "block", withCrossShrink: true },
      one(3, "look", { which, how: fc.constantFrom(...looks) }),
      one(7, "acquire", { from: fc.constantFrom(...origins), which, client: which, mutable: fc.boolean() }),
      one(8, "end", { which, how: fc.constantFrom(...ends) }),
      one(4, "leave", { how: fc.constantFrom(...leaves), which }),
      one(3, "view", { which, how: fc.constantFrom(...views) }),
      one(3, "help", { which, helper: which }),
      one(1, "hand", { which, how: fc.constantFrom(...hands) }),
      one(1, "choose", {}),
      one(1, "reassign", { from: fc.constantFrom(...origins), which }),
      one(1, "pair", { client: which }),
      one(1, "callClosure", { which }),
      one(7, "if", { test, yes: inner, no: inner }),
      one(2, "chain", {
        client: which,
        form: fc.constantFrom(...chains),
        async: fc.boolean(),
        body: inner,
        handler: inner,
      }),
      one(1, "closure", { body: inner }),
      one(1, "list", { client: which, body: inner }),
      one(1, "switch", { which, found: inner, missing: inner, rest: inner }),
      one(3, "try", { body: inner, handler: inner, last: inner, form: fc.constantFrom(...tryForms) }),
      one(2, "loop", { form: fc.constantFrom(...loops), body: inner }),
    ),
  };
});

export const modules: fc.Arbitrary<Module> = fc.record({
  clients: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Client[]>(["fetch"]) },
    { weight: 3, arbitrary: fc.array(fc.constantFrom(...clients), { minLength: 1, maxLength: 2, size: "max" }) },
  ),
  helpers: fc.array(fc.record({ async: fc.boolean(), client: which, body: block }), { maxLength: 2, size: "max" }),
  openers: fc.array(block, { maxLength: 1, size: "max" }),
  entry: fc.tuple(block, block, block).map((parts) => parts.flat()),
});
