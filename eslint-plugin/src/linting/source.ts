/** Reading what is to be linted. */
import { readFile, stat } from "node:fs/promises";
import { systemReason } from "./errors.js";

/** Bytes. Beyond it a file is generated, and its syntax tree may take more memory than there is. */
const largest = 4 * 1024 * 1024;

/** Bytes in which a NUL tells that a file is not text; as many as Git looks at. */
const inspected = 8000;

export type Source =
  | { readonly kind: "text"; readonly text: string }
  /** Not source code that somebody wrote. */
  | { readonly kind: "skipped"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * @param path - absolute path of a file
 * @returns its text, or why there is none: no error is thrown
 */
export async function readSource(path: string): Promise<Source> {
  try {
    if ((await stat(path)).size > largest) {
      return { kind: "skipped", reason: `larger than ${largest / 1024 / 1024} MiB` };
    }
    const bytes = await readFile(path);
    return bytes.subarray(0, inspected).includes(0)
      ? { kind: "skipped", reason: "not a text file" }
      : { kind: "text", text: bytes.toString("utf8") };
  } catch (error) {
    return { kind: "unreadable", reason: systemReason(error) };
  }
}
