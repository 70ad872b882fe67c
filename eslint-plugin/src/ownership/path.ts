/**
 * How a state was reached: the decisions since the acquisition.
 *
 * A state carries a few **witnesses**, each a list of decisions that leads there. Where two states that are otherwise equal meet, the
 * decisions that told them apart made no difference, and leave the account: `[a, b]` and `[a, not b]` become `[a]`. So a report names only
 * conditions that matter. Witnesses never influence a verdict.
 */
import type ts from "typescript";

/** One decision on the way from an acquisition to its leak. */
export type Step =
  /** The leaf condition `node` was true (`holds`) or false. For a switch, it was (not) equal to `discriminant`. */
  | {
      readonly kind: "condition";
      readonly node: ts.Node;
      readonly holds: boolean;
      readonly test: "truthy" | "nullish" | "undefined";
      readonly discriminant?: ts.Expression;
    }
  /** An explicit throw arrived in this catch clause, or in the callback of a `.catch()`. */
  | { readonly kind: "caught"; readonly node: ts.Node }
  /** The helper that `node` calls threw, or its promise rejected. */
  | { readonly kind: "threw"; readonly node: ts.Node }
  /** The promise of `node` rejected although its author told it to leave the body open (`pipeTo` with `preventCancel`). */
  | { readonly kind: "rejected"; readonly node: ts.Node };

/** One account of how a state was reached, latest decision first; null is "nothing decided yet". */
export interface Path {
  readonly step: Step;
  readonly before: Path | null;
  readonly length: number;
}

export type Paths = readonly (Path | null)[];

/** Enough to drop what makes no difference; the shortest are kept. */
const mostPaths = 6;
/** Longer accounts are cut at the front: only the last decisions are ever told. */
const longestPath = 40;

export const noDecision: Paths = [null];

export function extend(paths: Paths, step: Step): Paths {
  return paths.map((before) => {
    const length = (before?.length ?? 0) + 1;
    return length > longestPath ? before : { step, before, length };
  });
}

/** The paths of two equal states that meet. */
export function mergePaths(left: Paths, right: Paths): Paths {
  if (left === right) return left;
  let paths = [...left];
  for (const path of right) {
    if (!paths.some((other) => samePath(path, other))) paths.push(path);
  }
  for (let merged = true; merged;) {
    merged = false;
    outer: for (const [index, path] of paths.entries()) {
      for (const other of paths.slice(index + 1)) {
        const joined = join(path, other);
        if (joined !== undefined) {
          paths = [...paths.filter((it) => it !== path && it !== other && !samePath(it, joined)), joined];
          merged = true;
          break outer;
        }
      }
    }
  }
  return paths.sort((a, b) => (a?.length ?? 0) - (b?.length ?? 0)).slice(0, mostPaths);
}

/** Steps of the shortest path, first decision first. */
export function shortest(paths: Paths): readonly Step[] {
  let best = paths[0] ?? null;
  for (const path of paths) if ((path?.length ?? 0) < (best?.length ?? 0)) best = path;
  const steps: Step[] = [];
  for (let at = best; at !== null; at = at.before) steps.unshift(at.step);
  return steps;
}

/** What remains of two paths once the decision that tells them apart is dropped; undefined if that would not be true. */
function join(left: Path | null, right: Path | null): Path | null | undefined {
  if (isPrefix(left, right)) return left;
  if (isPrefix(right, left)) return right;
  if (left?.length !== right?.length || left == null || right == null) return undefined;
  return opposite(left.step, right.step) && samePath(left.before, right.before) ? left.before : undefined;
}

function opposite(left: Step, right: Step): boolean {
  return (
    left.kind === "condition" &&
    right.kind === "condition" &&
    left.node === right.node &&
    left.test === right.test &&
    left.holds !== right.holds
  );
}

function isPrefix(prefix: Path | null, of: Path | null): boolean {
  let rest = of;
  while ((rest?.length ?? 0) > (prefix?.length ?? 0)) rest = rest?.before ?? null;
  return samePath(prefix, rest);
}

function samePath(left: Path | null, right: Path | null): boolean {
  if (left === right) return true;
  if (left?.length !== right?.length || left == null || right == null) return false;
  return sameStep(left.step, right.step) && samePath(left.before, right.before);
}

function sameStep(left: Step, right: Step): boolean {
  if (left === right) return true;
  if (left.node !== right.node || left.kind !== right.kind) return false;
  return (
    left.kind !== "condition" || right.kind !== "condition" || (left.holds === right.holds && left.test === right.test)
  );
}
