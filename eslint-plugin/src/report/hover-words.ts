/** The words of hover pages that are theirs alone, as Markdown. */
import type { RepairKind } from "../model/repairs.js";

/** Beginnings of paragraphs. */
export const headings = { costs: "What it costs", unread: "Left unread", mend: "To mend it" } as const;

/** Names of places. */
export const places = {
  here: (line: number) => `line ${String(line)}`,
  elsewhere: (file: string, line: number) => `${file}:${String(line)}`,
  more: (count: number) => `${String(count)} more`,
} as const;

/** What a repair is for: comments over it, in code. */
export const purposes: Readonly<Record<RepairKind, string>> = {
  drain: "read it to its end, so that the connection can be used again",
  cancel: "cancel it, where it may be large or endless",
};

/** Names of the links at the foot of a page. */
export const pages = { rule: "calm/no-unconsumed-body", guide: "ENHANCE_YOUR_CALM: what was measured" } as const;
