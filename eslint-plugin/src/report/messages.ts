/**
 * Every word a user reads about a finding. The grammar, and the reason for each part of it:
 *
 *     The body of `res` (fetch, line 1) is neither read nor cancelled when `a` and `b`.
 *     └ what ─────────┘ └ where from ─┘                               └ clause ─────┘
 *
 * - *what* names the variable through which the body was last in reach.
 * - *where from* is always `(<callee as written>, line N)`, N being the 1-based start line of the acquiring call in this file, so that a
 *   reader and a script can find it.
 * - the *clause* says on which path, in at most two conditions (the last ones: a reader stands at the exit and looks back), or what lost it.
 */
import { codeSpan } from "./markdown.js";

/** Templates of the rule's messages. A branch of a `clone()` or `tee()` costs memory, not a connection, and says so. */
export const messages = {
  neverConsumed: "{{what}} ({{callee}}, line {{line}}) is never {{read}} or cancelled.",
  unconsumed: "{{what}} ({{callee}}, line {{line}}) is neither {{read}} nor cancelled {{clause}}.",
  branchNeverConsumed:
    "{{what}} ({{callee}}, line {{line}}) is never {{read}} or cancelled: what the other branch reads stays in memory.",
  branchUnconsumed:
    "{{what}} ({{callee}}, line {{line}}) is neither {{read}} nor cancelled {{clause}}: what the other branch reads stays in memory.",
} as const;

export type MessageId = keyof typeof messages;

export type SuggestionMessageId = keyof typeof suggestionMessages;

/** What a suggestion does, by the kind of its repair; each ends the duty. */
export const suggestionMessages = {
  drain: "Read the body to its end, so that its connection can be used again: `{{code}}`.",
  drainUpTo:
    "Read the body, so that its connection can be used again, or give up one of more than {{atMost}}: `{{code}}`.",
  cancel: "Cancel the body, which gives up its connection (on HTTP/2, its stream): `{{code}}`.",
} as const;

/** Subjects of a sentence. */
export const subjects = {
  held: (variable: string) => `The body of ${quote(variable)}`,
  /** The variable is the body itself: `const { statusCode, body } = await request(url)`. The name chooses the words, nothing else. */
  body: (variable: string) => `The body ${quote(variable)}`,
  unnamed: () => "The body of the response",
  element: (list: string | null) => `The body of a response in ${list === null ? "a list" : quote(list)}`,
  branch: (variable: string | null) => (variable === null ? "A branch of the body" : `The branch ${quote(variable)}`),
} as const;

/** What a reader that was taken and let go has not done: it may well have read something. */
export const reading = { whole: "read", afterReader: "read to its end" } as const;

/** What goes between "when" and the end of the sentence. */
export const circumstances = {
  condition: (text: string) => quote(text),
  caught: () => "an error is caught",
  /** After a condition, it is that condition which led to the throw. */
  caughtAfterwards: () => "the error is caught",
  threw: (call: string) => `${quote(call)} throws`,
  rejected: (call: string) => `${quote(call)} rejects`,
  nextTurn: () => "the loop goes on to its next turn",
  raceLost: (race: string) => `another one wins ${quote(race)}`,
} as const;

/** Clauses that need no "when". */
export const clauses = {
  when: (parts: readonly string[]) => `when ${enumerate(parts)}`,
  /** Falling off the end; the report stands on the closing brace. */
  byTheEnd: (of: string) => `by the end of the ${of}`,
  overwritten: (variable: string | null) =>
    `before ${variable === null ? "what held it" : quote(variable)} is assigned again`,
  /** No condition to name: the exit itself must do. */
  before: (exit: string) => `before this ${quote(exit)}`,
  here: () => "on this path",
  /** Further bodies that are lost at the same `throw` of a helper; `origins` are like `(fetch, line 12)`. */
  others: (origins: readonly string[], more: number) =>
    `; nor are those of ${enumerate([...origins, ...(more > 0 ? [`${String(more)} more`] : [])])}`,
} as const;

/** What ends at a closing brace. */
export const endings = {
  function: "function",
  block: "block",
  module: "module",
  namespace: "namespace",
  class: "static block",
} as const;

/** Lines of a witness, for hosts that can show a path step by step. */
export const witnessLines = {
  acquired: (callee: string) => `${quote(callee)} acquires the body`,
  split: (callee: string) => `${quote(callee)} makes this branch of the body`,
  holds: (text: string) => `${quote(text)} holds`,
  leaks: () => "the body is still neither read nor cancelled here",
  overwritten: (variable: string) =>
    `${quote(variable)} is assigned again here, and its last body is still neither read nor cancelled`,
} as const;

/** Source text in a sentence: as Markdown has it, which is where many sentences end up. */
export function quote(source: string): string {
  return codeSpan(source);
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  const rest = parts.slice(0, -1);
  return rest.length === 0 ? last : `${rest.join(", ")} and ${last}`;
}
