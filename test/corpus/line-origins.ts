/** Follows lines back through an edit. */
import { diffLines } from "diff";

/** The lines of the old text that a line of the new one comes from; both are counted from 1. */
export type LineOrigins = ReadonlyMap<number, readonly number[]>;

/**
 * Compares two texts line by line.
 *
 * @returns for each line of the new text, the old line that it is; or the lines in whose place it was written, or after which
 */
export function lineOrigins(old: string, edited: string): LineOrigins {
  const origins = new Map<number, readonly number[]>();
  let oldLine = 1;
  let newLine = 1;
  let replaced: readonly number[] = [];
  for (const { value, added, removed, count = value.split("\n").length - 1 } of diffLines(old, edited)) {
    if (removed) {
      replaced = range(oldLine, oldLine + count - 1);
      oldLine += count;
      continue;
    }
    const place = replaced.length > 0 ? replaced : [oldLine - 1];
    for (const offset of range(0, count - 1)) origins.set(newLine + offset, added ? place : [oldLine + offset]);
    newLine += count;
    if (!added) oldLine += count;
    replaced = [];
  }
  return origins;
}

/** The whole numbers from `first` to `last`. */
export function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
