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
  /** Statements and ends of blocks that were come to while it was there. */
  readonly trace: ReadonlySet<Position>;
}

/** Which decisions are worth taking in a module: those that change nothing there would only multiply the runs. */
export interface Interests {
  readonly statuses: readonly number[];
  /** Whether exceptions that nobody wrote are caught anywhere. */
  readonly exceptions: boolean;
  readonly listener: boolean;
  /** Whether the length of a body is asked for. */
  readonly length: boolean;
  /** Whether it matters which of several requests is answered first. */
  readonly order: boolean;
}
