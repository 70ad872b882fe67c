/** A disagreement as a fixture for `test/shapes/fixtures`: once it says what is wanted, and where, it fails until it is mended. */
import type { Examined } from "./hunt.js";

export function fixture({ source, comparison }: Examined): string {
  const lines = source.split("\n");
  for (const { kind, site, because } of comparison.disagreements) {
    const line = source.slice(0, site).split("\n").length - 1;
    const remark = kind === "missed" ? `missed: leaks with ${because}` : `${kind}: ${because}`;
    lines[line] = `${lines[line] ?? ""} // ${remark}`;
  }
  return lines.join("\n");
}
