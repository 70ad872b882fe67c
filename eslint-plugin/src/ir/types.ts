/**
 * The intermediate representation: what the analysis sees of a function once syntax has ended.
 *
 * A function is a graph of basic blocks. A block runs its instructions in order and ends in one terminal. Instructions read and write
 * two kinds of places: **variables** (declared in the source, shared with nested functions) and **temporaries** (results of expressions,
 * private to one function, numbered).
 *
 * Lowering is purely syntactic: it asks no type, so it can be cached by `ts.SourceFile` identity and run on any file that parses. What
 * needs types (does this call never return? is this an acquisition?) is decided later, by whoever interprets the instructions.
 *
 * Exceptions. Every instruction listed in `mayThrow` (ir/effects.ts) has an *implicit* edge to `BasicBlock.handler`, the catch or finally
 * block around it (null: out of the function). A `throw` statement is *explicit*: a terminal with its own target. The two are kept apart
 * because a witness may rest on explicit edges only.
 *
 * `finally` is lowered once per way of entering it: falling through, each return / break / continue / throw statement that crosses it, and
 * one shared copy for implicit exceptions, which ends in `rethrow`. So no block ever has to ask "how did I get here".
 */
import type ts from "typescript";

/** A node that has a body of its own to lower: functions of every form, class field initialisers, static blocks and whole files. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.GetAccessorDeclaration
  | ts.SetAccessorDeclaration
  | ts.PropertyDeclaration
  | ts.ClassStaticBlockDeclaration
  | ts.ModuleBlock
  | ts.SourceFile;

export type VariableKind =
  "var" | "let" | "const" | "using" | "parameter" | "function" | "class" | "catch" | "import" | "enum" | "namespace";

/** A declared name, resolved lexically. Identity is the object: two variables of one name are two objects. */
export interface Variable {
  /** Unique among all files. */
  readonly id: number;
  readonly name: string;
  readonly kind: VariableKind;
  /** The identifier that declares it (the first one, for a `var` or function declared twice). */
  readonly declaration: ts.Node;
  /** The function (or file) whose frame holds it. */
  readonly owner: FunctionNode;
  /** Read or written by a function nested in `owner`. */
  readonly captured: boolean;
  /** Written anywhere but in its declaration. */
  readonly reassigned: boolean;
  /** Declared by, or named in, an export of the file or namespace. */
  readonly exported: boolean;
}

/** The number of a temporary; unique within one function. A temporary may be written on several paths (`copy`), never read before. */
export type Temp = number & { readonly __temp: unique symbol };
/** Index into `FunctionIR.blocks`. */
export type BlockId = number & { readonly __block: unique symbol };

export type PropertyKey =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "private"; readonly name: string }
  /** A numeric literal key, or a position of an array pattern. */
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "computed"; readonly value: Temp };

export type Literal =
  | { readonly kind: "undefined" }
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  /** bigint, regular expression, template without substitutions that is tagged, …: a value, but not one the analysis compares. */
  | { readonly kind: "other" };

export type Callee =
  | { readonly kind: "value"; readonly value: Temp }
  /** `object.key(…)`: the receiver is kept, so that a method of a known value can be looked up. */
  | { readonly kind: "method"; readonly object: Temp; readonly key: PropertyKey };

/** An element of an array literal or an argument of a call. */
export type Item =
  | { readonly kind: "item"; readonly value: Temp }
  | { readonly kind: "spread"; readonly value: Temp }
  | { readonly kind: "hole" };

export type Entry =
  | { readonly kind: "property"; readonly key: PropertyKey; readonly value: Temp }
  | { readonly kind: "spread"; readonly value: Temp };

interface Base {
  /** The source this came from: what a report may point at. */
  readonly node: ts.Node;
}

export type Instruction =
  /** The value of the parameter `index` on entry; with `rest`, the array of all from there on. */
  | (Base & { readonly kind: "parameter"; readonly target: Temp; readonly index: number; readonly rest: boolean })
  | (Base & { readonly kind: "literal"; readonly target: Temp; readonly value: Literal })
  /** A name that no scope of the file declares (`fetch`, `console`, `process`), or `this`, `super`, `new.target`, `import.meta`, `arguments`. */
  | (Base & { readonly kind: "ambient"; readonly target: Temp; readonly name: string })
  | (Base & { readonly kind: "load"; readonly target: Temp; readonly variable: Variable })
  /** `initializer`: this is the declaration's own write (there is no older value to lose in this scope). */
  | (Base & {
      readonly kind: "store";
      readonly variable: Variable;
      readonly value: Temp;
      readonly initializer: boolean;
    })
  /** Joins the arms of `?:`, `&&`, `||`, `??`, optional chains and defaults. */
  | (Base & { readonly kind: "copy"; readonly target: Temp; readonly value: Temp })
  | (Base & { readonly kind: "get"; readonly target: Temp; readonly object: Temp; readonly key: PropertyKey })
  | (Base & { readonly kind: "set"; readonly object: Temp; readonly key: PropertyKey; readonly value: Temp })
  | (Base & {
      readonly kind: "call";
      readonly target: Temp;
      readonly form: "call" | "new" | "super" | "tagged" | "import" | "decorator" | "jsx";
      readonly callee: Callee;
      readonly args: readonly Item[];
    })
  | (Base & { readonly kind: "await"; readonly target: Temp; readonly value: Temp })
  | (Base & { readonly kind: "yield"; readonly target: Temp; readonly value: Temp; readonly delegate: boolean })
  | (Base & {
      readonly kind: "closure";
      readonly target: Temp;
      readonly function: FunctionNode;
      /** Variables of enclosing functions that it, or a function nested in it, reads or writes. */
      readonly captures: readonly Variable[];
    })
  /** A class: its members are functions of their own; `captures` is the union over all of them. `operands`: heritage, computed keys, decorators. */
  | (Base & {
      readonly kind: "class";
      readonly target: Temp;
      readonly captures: readonly Variable[];
      readonly operands: readonly Temp[];
    })
  | (Base & { readonly kind: "array"; readonly target: Temp; readonly items: readonly Item[] })
  | (Base & { readonly kind: "object"; readonly target: Temp; readonly entries: readonly Entry[] })
  /** Any operator that only computes: `!`, `===`, `<`, `+`, `typeof`, `instanceof`, `in`, `template`, `void`, `delete`, …; the token's text. */
  | (Base & {
      readonly kind: "operator";
      readonly target: Temp;
      readonly operator: string;
      readonly operands: readonly Temp[];
    })
  /** What is left of `source` after `taken`: `...rest` of an object pattern (keys) or an array pattern (from index `taken.length`). */
  | (Base & {
      readonly kind: "rest";
      readonly target: Temp;
      readonly source: Temp;
      readonly pattern: "array" | "object";
      readonly taken: readonly PropertyKey[];
    })
  /** The iterator of a `for…of` / `for await…of` / `for…in`; the block then ends in `next`. */
  | (Base & {
      readonly kind: "iterator";
      readonly target: Temp;
      readonly iterable: Temp;
      readonly mode: "of" | "await" | "in";
    })
  /** The element of this turn; first instruction of the loop's body. */
  | (Base & { readonly kind: "element"; readonly target: Temp; readonly iterator: Temp })
  /** The loop is left early (`break`, `return`, `throw`, `continue` of an outer loop): the iterator's `return()` runs. */
  | (Base & { readonly kind: "iteratorClose"; readonly iterator: Temp })
  /** The exception that entered this handler; first instruction of a catch block. */
  | (Base & { readonly kind: "caught"; readonly target: Temp })
  /** `using` / `await using` going out of scope. */
  | (Base & { readonly kind: "dispose"; readonly variable: Variable; readonly async: boolean })
  /**
   * Block-scoped variables end here. `node` is what ended them: the closing brace's block, or the jump statement that leaves it.
   * `implicit`: on the way into a handler, where the exception may have come from anywhere inside.
   */
  | (Base & { readonly kind: "scopeExit"; readonly variables: readonly Variable[]; readonly implicit: boolean })
  /** Syntax that the lowering does not know. It may do anything with its operands; counted in `FunctionIR.opaque`. */
  | (Base & {
      readonly kind: "opaque";
      readonly target: Temp;
      readonly operands: readonly Temp[];
      readonly reason: string;
    });

/** Why a branch stands there; the words of a witness differ, and `optional`/`default` are rarely worth naming. */
export type BranchOrigin = "if" | "loop" | "switch" | "conditional" | "logical" | "optional" | "default";

export type Terminal =
  | (Base & { readonly kind: "goto"; readonly to: BlockId })
  /**
   * `node` is the leaf condition: `!`, `&&`, `||`, parentheses and type assertions around it are already lowered away, so the condition
   * holds on `whenTrue` exactly as written. `test: nullish` (`?.`, `??`) and `undefined` (defaults) ask that instead of truthiness.
   * For a switch, `node` is the case's expression and `discriminant` what it is compared with.
   */
  | (Base & {
      readonly kind: "branch";
      readonly condition: Temp;
      readonly test: "truthy" | "nullish" | "undefined";
      readonly origin: BranchOrigin;
      readonly whenTrue: BlockId;
      readonly whenFalse: BlockId;
      readonly discriminant?: ts.Expression;
    })
  /** Loop head of an iteration: one more element, or none left. */
  | (Base & { readonly kind: "next"; readonly iterator: Temp; readonly hasElement: BlockId; readonly done: BlockId })
  /** `implicit`: control falls off the end (then `node` is the body, and the closing brace is meant). */
  | (Base & { readonly kind: "return"; readonly value: Temp | null; readonly implicit: boolean })
  /** `handler`: the catch block that receives it, or null where it leaves the function (finally blocks have already run). */
  | (Base & { readonly kind: "throw"; readonly value: Temp; readonly handler: BlockId | null })
  /**
   * After a `yield` inside of what runs when its function is left early: the consumer asks for more (`next`), or stops (`closed`), which is
   * a `return` at the `yield`. Elsewhere a `yield` is an instruction like others, and stopping there runs nothing.
   */
  | (Base & { readonly kind: "resume"; readonly next: BlockId; readonly closed: BlockId })
  /** End of a finally block that an implicit exception entered: on to the next handler out (null: out of the function). */
  | (Base & { readonly kind: "rethrow"; readonly handler: BlockId | null })
  /** Cannot be reached from above (code after an infinite loop). */
  | (Base & { readonly kind: "unreachable" });

export interface BasicBlock {
  readonly id: BlockId;
  readonly instructions: readonly Instruction[];
  readonly terminal: Terminal;
  /** Where an implicit exception of an instruction of this block goes; null: out of the function. */
  readonly handler: BlockId | null;
}

export interface FunctionIR {
  readonly node: FunctionNode;
  readonly async: boolean;
  readonly generator: boolean;
  /** Reverse postorder from the entry, which is block 0, so that a forward pass meets every predecessor but loops' first. Unreachable blocks are dropped. */
  readonly blocks: readonly BasicBlock[];
  /** Blocks that lie on a cycle: code there may run more than once per call. */
  readonly cyclic: ReadonlySet<BlockId>;
  /** Variables of enclosing functions that this one, or one nested in it, uses. */
  readonly captures: readonly Variable[];
  /** Number of temporaries: they are 0 … temps-1. */
  readonly temps: number;
  /** How many nodes were lowered to `opaque`. */
  readonly opaque: number;
}
