/** What the rest of the pipeline may know of types. `typed/` is the only folder that asks the checker. */
import type ts from "typescript";
import type { Embedding } from "./embedding.js";
import type { TsconfigError } from "./tsconfig.js";

/** A file as TypeScript has parsed it, and where that stands in the linted text. */
export interface ParsedFile {
  readonly sourceFile: ts.SourceFile;
  /** Set where the program's text is not the linted one, but was made of it by a parser of another language. */
  readonly embedding?: Embedding;
}

/** A program that contains the linted text, and who made it. */
export interface TypedFile extends ParsedFile {
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** Why the parser's program was replaced by our own, where there was one: worth saying once a run. */
  readonly replaced?: string;
}

/** No program holds the linted text; nothing is reported for it, and it is counted. */
export interface NoProgram {
  readonly kind: "none";
  /** A clause without a full stop: “the file is neither JavaScript nor TypeScript”. */
  readonly reason: string;
  /** Set where a tsconfig that cannot be read is the reason: an error that a command prints. */
  readonly error?: TsconfigError;
}

/** The one seam through which programs come in: from the parser, from a host, or our own. */
export interface ProgramSource {
  /**
   * The program that contains `text` as the file at `path`. Never throws.
   *
   * @param request.path - Absolute path of the linted file; it need not exist.
   * @param request.text - What is linted: with or without a byte order mark.
   */
  fileFor(request: { readonly path: string; readonly text: string }): TypedFile | NoProgram;
}

/** Where a declaration stands. The only thing by which a function is recognised. */
export interface Origin {
  /** npm name of the package that declares it; `lib` for TypeScript's own `lib.*.d.ts`; `""` for the linted program itself. */
  readonly package: string;
  /** The ambient module it is declared in (`http`, `stream/promises`; `node:` removed), null in a file that is a module, or globally. */
  readonly module: string | null;
  /** Enclosing declarations, outermost first, then its own name: `["Dispatcher", "request"]`. A constructor is its class's path. */
  readonly path: readonly string[];
  /** The file it stands in; of declarations of the linted program itself alone. */
  readonly file?: string;
  /** Major version of the package; absent where its manifest tells none. */
  readonly major?: number;
}

/** A call, construction or tagged template: whatever `ir/` lowers to a `call` whose callee is an expression. */
export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** How a call may end, by the signature it resolves to. */
export type CallExit =
  | { readonly kind: "normal" }
  /** Declared `never`: it throws (or ends the process, which the model knows). */
  | { readonly kind: "never" }
  /**
   * `asserts x` (`passes: truthy`) throws unless argument `argument` is truthy. `asserts x is T` (`passes: type`) throws unless the
   * argument passes a test that is not followed: it may throw or return whatever the argument is.
   */
  | { readonly kind: "asserts"; readonly argument: number; readonly passes: "truthy" | "type" };
