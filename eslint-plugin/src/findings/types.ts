/** What `analyze()` says of a file: every obligation with its verdict. Rules, the command and the editor only read this. */
import type ts from "typescript";
import type { CallNode } from "../typed/types.js";
import type { InformedFile } from "../model/knowledge.js";
import type { ResourceKind } from "../model/types.js";
import type { FunctionNode } from "../ir/types.js";
import type { Ending } from "../ownership/endings.js";
import type { InternalError } from "./attempt.js";
import type { Loss, LossKind, Place } from "../ownership/observations.js";
import type { Step } from "../ownership/path.js";

export type { Ending } from "../ownership/endings.js";
export type { Handle } from "../ownership/handles.js";
export type { Loss, Place } from "../ownership/observations.js";
export type { Step } from "../ownership/path.js";

/** How the last way to the body went: as the interpretation saw it, or `never`: no path reads, cancels or hands it over. */
export type LeakKind = LossKind | "never";

export interface Leak {
  readonly kind: LeakKind;
  readonly at: Place;
  /** The variable through which it was last reachable, if it had one. */
  readonly variable: string | null;
  /** Decisions that lead to it, in order; those that make no difference are left out. */
  readonly path: readonly Step[];
  /** A reader was taken and let go without reading to the end. */
  readonly locked: boolean;
  /** `at` is the `throw` of a helper that had taken charge of the body. */
  readonly inHelper: boolean;
  /** What has to throw for this to happen, for `leaksOnThrow`; null elsewhere. */
  readonly thrower: ts.Node | null;
}

export type Verdict =
  /** Read or cancelled on every path. `at`: the discharging expressions. */
  | { readonly kind: "discharged"; readonly at: readonly ts.Node[] }
  /** Handed over on some path (returned, stored, passed on), read or cancelled on the others. */
  | { readonly kind: "transferred"; readonly at: readonly ts.Node[] }
  /** There is no body to read on any path (HEAD, 204, `data:`, no listener). */
  | { readonly kind: "nothingOwed" }
  | Leaks
  /** Open only where a call that merely might throw does throw: not this rule's business (`calm/no-leak-on-throw`). */
  | { readonly kind: "leaksOnThrow"; readonly leaks: readonly Leak[] }
  /** Open only on a path that came out of a forced merge of paths: quiet, counted. */
  | { readonly kind: "imprecise"; readonly leaks: readonly Leak[] }
  /** The function was too large or the interpretation took too many steps: quiet, counted. */
  | { readonly kind: "gaveUp"; readonly reason: string };

/** Lost on a path of explicit decisions. */
export interface Leaks {
  readonly kind: "leaks";
  readonly leaks: readonly Leak[];
  /** Every place where it is lost; what `leaks` stands for, where that is one leak of kind `never`. */
  readonly losses: readonly Loss[];
  /** Expressions that read or cancel it on other paths. */
  readonly discharges: readonly ts.Node[];
  /** What hands it over on other paths. */
  readonly transfers: readonly ts.Node[];
  /** `clone()` or `tee()` was called on it. */
  readonly divided: boolean;
}

/** One acquisition, or one branch of a `clone()` / `tee()`. */
export interface Obligation {
  /** The acquiring call; for a split, the call of `clone` or `tee`. */
  readonly site: CallNode;
  /** The call that acquires where `site` calls a helper that does; else the same. */
  readonly origin: CallNode;
  /** The callee as written: `fetch`, `http.get`, `params.fetch ?? fetch`. */
  readonly callee: string;
  readonly resource: ResourceKind;
  /** A second branch made by `clone()` / `tee()` shares the connection: unread, it costs memory. */
  readonly split: boolean;
  readonly function: FunctionNode;
  readonly verdict: Verdict;
  /** Where paths end the duty, and by what, in source order: also of an obligation that leaks on others. Empty where the analysis gave up. */
  readonly endings: readonly Ending[];
}

export interface FileAnalysis {
  /** What was analysed. */
  readonly file: InformedFile;
  readonly obligations: readonly Obligation[];
  /** Functions whose bodies were interpreted. */
  readonly functionsAnalysed: number;
  /**
   * What that took: instructions interpreted, counted once for each state. The same on every machine, unlike time. What helpers hand over is
   * looked for once a program, for the file that asks first.
   */
  readonly steps: number;
  /** Functions in which TypeScript could not say what is called, each once: quiet, counted. */
  readonly unresolved: readonly Unresolved[];
  /** Functions that an error of ours cost their findings, each once. */
  readonly failures: readonly Failure[];
}

/** A function (or file) that was left out because TypeScript's recursion was deeper than the call stack is high: no error of ours. */
export interface Unresolved extends InternalError {
  readonly function: FunctionNode;
}

/** An error of ours, and the function (or file) whose findings it cost. */
export interface Failure extends InternalError {
  readonly function: FunctionNode;
}
