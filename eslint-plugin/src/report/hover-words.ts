/** The words of hover pages that are theirs alone, as Markdown. */
import { quote } from "./messages.js";

/** Beginnings of paragraphs. */
export const headings = { costs: "What it costs", unread: "Left unread", mend: "To mend it" } as const;

/** Names of places. */
export const places = {
  here: (line: number) => `line ${String(line)}`,
  elsewhere: (file: string, line: number) => `${file}:${String(line)}`,
} as const;

/** Steps of a way that others need no words for. */
export const steps = {
  /** Where a helper of the program gets it. */
  origin: (callee: string) => `the body comes from ${quote(callee)} here`,
} as const;

/** Ends of the sentence that begins with `headings.mend`. */
export const forms = {
  suggested: (where: string) => `, ${where}:`,
  /** Nothing can be suggested at that very place. */
  usual: (where: string) => `, ${where}, where \`response\` is what holds the body:`,
} as const;

/** What an unread body holds, after "its". */
export const holdings = {
  connection: "connection",
  stream: "stream",
  either: "connection (on HTTP/2, its stream)",
} as const;

/** What a repair is for: comments over it, in code. `holding` is null where nothing is said of that. */
export const purposes = {
  drain: (holding: string | null, atMost: string | undefined) =>
    `read it ${atMost === undefined ? "to its end" : `(up to ${atMost})`}` +
    (holding === null ? "" : `, so that its ${holding} can be used again`),
  cancel: (holding: string | null) =>
    `cancel it, where it may be large or endless${holding === null ? "" : `: its ${holding} is given up`}`,
  /** One of two ways. */
  or: (purpose: string) => `or ${purpose}`,
} as const;

/** The same of a branch of `clone()` or `tee()`. */
export const branchPurposes = {
  drain: () => "read this branch to its end",
  cancel: () => "cancel this branch",
} as const;

/** Names of the links at the foot of a page. */
export const pages = { rule: "calm/no-unconsumed-body", guide: "`ENHANCE_YOUR_CALM`: what was measured" } as const;
