/** What a run in a world is asked for, and what is known of it afterwards. */
import type { Position } from "./trace.js";

/** Takes decisions: one of `options` values, from 0. The first is the tamest. */
export type Decide = (options: number, label: string) => number;

/** What became of one acquired body. */
export interface Fate {
  readonly calls: readonly Position[];
  /**
   * `left`: neither read, nor cancelled, nor handed over; `leftOnThrow`: and while it was open, something threw that is no `throw`, or another request was rejected, or a function threw that had nothing to do with it;
   * `handed`: somebody has it still; `ended`: read or given up; `died`: perhaps by itself; `nothing`: there was nothing to read.
   */
  readonly fate: "ended" | "died" | "handed" | "nothing" | "left" | "leftOnThrow" | "leftOnRejection";
  /** The run is one that no working program makes. */
  readonly misused: boolean;
  readonly way: Way;
}

/** Where the run came to while the body was there, and where it could be got at for the last time. */
export interface Way {
  readonly calls: readonly Position[];
  /** Statements and ends of blocks, in the order in which they were come to. */
  readonly trace: readonly Position[];
  /** null: no variable ever led to it. */
  readonly lastSeen: Position | null;
  /** Of how many places of `trace` that was the last. */
  readonly seenFor: number;
  /** Where a function's own variable led to it, in that order. */
  readonly sightings: readonly Seen[];
  /** Where a closure could get at it, by a variable of a function around it. */
  readonly captured: readonly Seen[];
  /** Calls of functions that were given it and threw, after which it was not seen again. */
  readonly thrownBy: readonly Position[];
  /** All calls of functions that were given it and threw, the innermost first. */
  readonly throws: readonly Throw[];
}

export interface Seen {
  readonly at: Position;
  /** How many places of `trace` the run had come to by then. */
  readonly cameTo: number;
}

/** A call that threw. */
export interface Throw extends Seen {
  /** Where the function could get at the body for the last time. */
  readonly within: Position | null;
}

/** Which decisions are worth taking in a module: those that change nothing there would only multiply the runs. */
export interface Interests {
  readonly statuses: readonly number[];
  /** Whether exceptions that nobody wrote are caught anywhere. */
  readonly exceptions: boolean;
  readonly listener: boolean;
  /** Whether the length of a body is asked for. */
  readonly length: boolean;
  /** Whether code asks if a body was read before. */
  readonly used: boolean;
  /** Whether it matters which of several requests is answered first. */
  readonly order: boolean;
}

/** What the options of a request may have. */
export interface RequestOptions {
  readonly method?: string;
  readonly signal?: AbortSignal;
}
