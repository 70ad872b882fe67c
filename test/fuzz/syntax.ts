/** What generated modules are made of, as data: `arbitraries.ts` makes it, fast-check shrinks it, and `printing/` writes it as TypeScript. */
import type { Client } from "./dialects/index.js";

/** Names something in scope: the index is taken modulo the number of candidates, so that it stays right while a program shrinks. */
export type Which = number;
export type Block = readonly Statement[];

export const tests = [
  "ok",
  "notOk",
  "missing",
  "empty",
  "opaque",
  "chosen",
  "notChosen",
  "noBody",
  "both",
  "either",
  "neither",
  "atLeast",
  "used",
  "noLength",
  "predicate",
] as const;
export const tryForms = ["catch", "finally", "both", "rethrow"] as const;
export const loops = ["of", "while", "attempts", "do", "forEach", "map"] as const;
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
  "breakOuter",
  "continueOuter",
  "fail",
] as const;
export const origins = [
  "fetch",
  "open",
  "retry",
  "again",
  "attempt",
  "then",
  "promise",
  "conditional",
  "both",
] as const;
export const views = [
  "box",
  "tuple",
  "clone",
  "wrap",
  "alias",
  "destructured",
  "conditional",
  "body",
  "reader",
  "readable",
  "through",
  "tee",
  "pass",
  "copied",
  "frozen",
  "ofMany",
  "found",
  "filtered",
  "resolved",
  "map",
  "getter",
] as const;
export const hands = ["keep", "map", "later", "listener", "field", "set"] as const;
export const chains = ["await", "float", "return"] as const;
export const pairs = ["all", "settled", "race", "any"] as const;
export const lists = ["all", "push", "settled", "forAwait", "generator"] as const;
export const maybes = ["catchNull", "assigned", "opener"] as const;
export const eithers = ["ternary", "and", "or", "nested"] as const;
export const helperRoles = ["use", "ensure", "pass", "with", "check"] as const;
export const helperForms = ["function", "arrow", "static"] as const;
export const classForms = ["private", "property", "derived", "arrow", "function"] as const;
export const openerForms = ["plain", "box", "nullable", "generator"] as const;

type OneOf<List extends readonly unknown[]> = List[number];
export type TryForm = OneOf<typeof tryForms>;
export type Loop = OneOf<typeof loops>;
export type Leave = OneOf<typeof leaves>;
export type Origin = OneOf<typeof origins>;
export type View = OneOf<typeof views>;
export type Hand = OneOf<typeof hands>;
export type HelperForm = OneOf<typeof helperForms>;
export type ClassForm = OneOf<typeof classForms>;
export type OpenerForm = OneOf<typeof openerForms>;

export interface Test {
  readonly on: OneOf<typeof tests>;
  readonly which: Which;
}

interface Statements {
  readonly acquire: {
    readonly from: Origin;
    readonly which: Which;
    readonly client: Which;
    readonly mutable: boolean;
    /** Nothing, a signal, HEAD. */
    readonly option: Which;
  };
  readonly reassign: { readonly from: Origin; readonly which: Which };
  /** Two requests at a time. */
  readonly pair: { readonly client: Which; readonly form: OneOf<typeof pairs> };
  readonly list: { readonly client: Which; readonly form: OneOf<typeof lists>; readonly body: Block };
  /** A response that may be null. `early`: then the function is left; else `body` is for the other case. */
  readonly maybe: {
    readonly client: Which;
    readonly form: OneOf<typeof maybes>;
    readonly early: boolean;
    readonly body: Block;
  };
  /** Does something to a body. */
  readonly end: { readonly which: Which; readonly how: Which };
  readonly look: { readonly which: Which; readonly how: Which };
  readonly abort: { readonly which: Which };
  readonly view: { readonly which: Which; readonly how: View };
  readonly hand: { readonly which: Which; readonly how: Hand };
  readonly help: { readonly which: Which; readonly helper: Which; readonly flag: Which };
  readonly chain: {
    readonly client: Which;
    readonly form: OneOf<typeof chains>;
    readonly async: boolean;
    readonly body: Block;
    readonly handler: Block;
    /** Of a `finally()`. */
    readonly last: Block;
  };
  /** Of a generator. */
  readonly yield: { readonly which: Which };
  /** A callback is given to a helper that acquires. */
  readonly within: { readonly helper: Which; readonly body: Block };
  readonly closure: { readonly body: Block };
  readonly callClosure: { readonly which: Which };
  /** A variable that is true or false, or holds a test. */
  readonly choose: { readonly test: Test };
  readonly if: { readonly test: Test; readonly yes: Block; readonly no: Block };
  /** A test inside an expression that reads or does not. */
  readonly either: { readonly test: Test; readonly which: Which; readonly form: OneOf<typeof eithers> };
  readonly switch: {
    readonly which: Which;
    readonly found: Block;
    readonly missing: Block;
    readonly rest: Block;
    /** The first case falls through to the second. */
    readonly through: boolean;
  };
  readonly try: { readonly body: Block; readonly handler: Block; readonly last: Block; readonly form: TryForm };
  readonly loop: { readonly form: Loop; readonly body: Block };
  /** A body that the end of its scope gives up. */
  readonly using: { readonly which: Which; readonly body: Block };
  /** Wrapped in an object of a class. `closes`: by a method, at the end. */
  readonly instance: {
    readonly which: Which;
    readonly form: OneOf<typeof classForms>;
    /** What the class's methods do. */
    readonly how: Which;
    readonly test: Test;
    readonly body: Block;
    readonly closes: boolean;
  };
  readonly leave: { readonly how: Leave; readonly which: Which };
}

export type StatementKind = keyof Statements;
export type StatementOf<Kind extends StatementKind> = { readonly kind: Kind } & Statements[Kind];
export type Statement = { [Kind in StatementKind]: StatementOf<Kind> }[StatementKind];

/** A function that is given a response, or for `with` gives one. */
export interface Helper {
  readonly role: OneOf<typeof helperRoles>;
  readonly form: HelperForm;
  readonly async: boolean;
  /** It has a second parameter, a flag with a default. */
  readonly flagged: boolean;
  readonly client: Which;
  readonly test: Test;
  readonly body: Block;
}

/** A function that acquires a response for its caller: what it does with it before it returns it. */
export interface OpenerSyntax {
  readonly form: OpenerForm;
  readonly body: Block;
}

export interface Module {
  /** Those it uses. */
  readonly clients: readonly Client[];
  readonly helpers: readonly Helper[];
  readonly openers: readonly OpenerSyntax[];
  readonly entry: Block;
}
