/** What encloses the code being lowered, and what runs when control leaves it. */
import type { BlockId, Temp, Variable } from "./types.js";

export type ControlKind =
  /** Where `break` goes; `plain`: also without a label. */
  | { readonly kind: "break"; readonly labels: readonly string[]; readonly plain: boolean; readonly to: BlockId }
  | { readonly kind: "continue"; readonly labels: readonly string[]; readonly to: BlockId }
  | { readonly kind: "scope"; readonly variables: readonly Variable[] }
  /** The iterator of a `for…of`, closed by whatever leaves the loop early. */
  | { readonly kind: "iteration"; readonly iterator: Temp }
  | { readonly kind: "dispose"; readonly variable: Variable; readonly async: boolean }
  /** A `try` block, with its `catch` block if any, whose `finally` runs on the way out. */
  | { readonly kind: "finally"; readonly lowerCopy: () => void }
  /** A `try` block with a `catch`. */
  | { readonly kind: "catch"; readonly to: BlockId };

export type ControlFrame = ControlKind & {
  readonly outer: ControlFrame | null;
  /** Where an exception inside goes; null: out of the function. */
  readonly handler: BlockId | null;
};

export function findFrame<Kind extends ControlKind["kind"]>(
  from: ControlFrame | null,
  kind: Kind,
  matches: (frame: ControlFrame & { readonly kind: Kind }) => boolean = () => true,
): (ControlFrame & { readonly kind: Kind }) | null {
  for (let frame = from; frame !== null; frame = frame.outer) {
    if (isKind(frame, kind) && matches(frame)) {
      return frame;
    }
  }
  return null;
}

function isKind<Kind extends ControlKind["kind"]>(
  frame: ControlFrame,
  kind: Kind,
): frame is ControlFrame & { readonly kind: Kind } {
  return frame.kind === kind;
}

/** Whether something runs when the function is left from here. */
export function runsOnLeaving(from: ControlFrame | null): boolean {
  for (let frame = from; frame !== null; frame = frame.outer) {
    if (frame.kind === "iteration" || frame.kind === "dispose" || frame.kind === "finally") {
      return true;
    }
  }
  return false;
}
