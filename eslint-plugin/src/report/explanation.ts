/** What `calm --explain` answers, as data: its text and its JSON are made of this alone. */

/** A place on the way of a body, with the line it stands on. */
export interface PathStep {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  /** The source line, trimmed. */
  readonly source: string;
  /** What happens there, as a clause: `` `!res.ok` holds ``. */
  readonly text: string;
}

export type AnswerKind =
  /** A finding. */
  | "reported"
  /** A finding that a comment keeps back. */
  | "silenced"
  /** No finding, and none is due. */
  | "clean"
  /** No finding, although the body may well stay unread: the rule is quiet in doubt. */
  | "quiet"
  /** A call that acquires nothing. */
  | "acquiresNothing"
  /** The file, or the function, was not analysed. */
  | "notAnalysed"
  /** An error of ours. */
  | "internalError";

/** The answer about one obligation, one call, or the whole file. */
export interface Answer {
  readonly kind: AnswerKind;
  /** One sentence. */
  readonly headline: string;
  readonly path: readonly PathStep[];
  /** Which model row, policy or limit decided; a sentence each. */
  readonly because: readonly string[];
  /** What would change the answer; a sentence each. */
  readonly change: readonly string[];
  /** A stack trace, for errors of ours. */
  readonly stack?: string;
}

/** A line that has something to explain, where the one that was asked for has nothing. */
export interface Nearby {
  readonly line: number;
  readonly text: string;
}

/** Everything there is to say of one line. */
export interface Explanation {
  /** As the user named it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The source line, trimmed. */
  readonly source: string;
  readonly answers: readonly Answer[];
  /** Empty unless `answers` is. */
  readonly nearby: readonly Nearby[];
}
