/** Both suggestions of a finding, as ESLint's testers want them: with the whole text that each leaves behind. */

/** What differs between the two texts that a finding's suggestions leave behind. */
export interface Repaired {
  /** Source text to replace, the first of its kind. */
  readonly from: string;
  /** What it becomes, given the statement that reads or cancels the body. */
  readonly to: (statement: string) => string;
  /** The statements themselves; by default those for an awaited `res`. */
  readonly drain?: string;
  readonly cancel?: string;
}

/**
 * @returns one suggestion that drains, and after it one that cancels
 * @example
 * repairs(code, { from: "return null;", to: (repair) => `${repair};\n  return null;` })
 */
export function repairs(
  code: string,
  {
    from,
    to,
    drain = "await res.arrayBuffer().catch(() => {})",
    cancel = "await res.body?.cancel().catch(() => {})",
  }: Repaired,
) {
  const suggestion = <Kind extends "drain" | "cancel">(messageId: Kind, statement: string) => ({
    messageId,
    data: { code: statement },
    output: code.replace(from, () => to(statement)),
  });
  return [suggestion("drain", drain), suggestion("cancel", cancel)];
}
