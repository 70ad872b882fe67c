/** What every way of mending a leak looks at. */
import ts from "typescript";
import type { TypedFile } from "../../typed/types.js";
import { type Repair, repairsOf } from "../../model/repairs.js";
import type { FacetName } from "../../model/types.js";
import { enclosingFunction } from "../../ir/function-nodes.js";
import { type FileScopes, resolveScopes } from "../../ir/scopes.js";
import type { Leak, Leaks, Obligation } from "../../findings/types.js";
import type { Edit } from "./edit.js";

export interface Scene {
  readonly file: TypedFile;
  readonly scopes: FileScopes;
  readonly obligation: Obligation;
  readonly verdict: Leaks;
  readonly leak: Leak;
}

/** One way to mend a leak: what is written, and where. */
export interface Mend {
  readonly code: string;
  readonly edits: readonly Edit[];
}

/** @returns null for an obligation that does not leak. */
export function sceneOf(file: TypedFile, obligation: Obligation, leak: Leak): Scene | null {
  const { verdict } = obligation;
  return verdict.kind === "leaks" ? { file, scopes: resolveScopes(file.sourceFile), obligation, verdict, leak } : null;
}

/**
 * The repairs that make sense for a view, the preferred one first. A body that was read in part can only be cancelled, and so can one that
 * may never end.
 */
export function repairsFor({ obligation }: Scene, facet: FacetName, touched: boolean): readonly Repair[] {
  const onlyCancel = touched || /event-stream/iu.test(obligation.function.getText());
  return repairsOf(obligation.resource, facet).filter(({ kind, failure }) => {
    const isWebStream = failure === "promise";
    return kind === "cancel" || !onlyCancel || (touched && !isWebStream);
  });
}

/** Whether to await a repair at `at`. */
export function isAwaited(scene: Scene, repair: Repair, at: ts.Node): boolean {
  return isEverAwaited(scene, repair) && mayAwait(at, scene.obligation.site);
}

/**
 * Whether to await a repair where one can. The cancellation of one branch of a `clone()` or `tee()` never is: it settles when the other
 * branch is cancelled too (measured: `await copy.body.cancel()` hangs).
 */
export function isEverAwaited({ obligation, verdict }: Scene, { kind, failure, neverAwaited }: Repair): boolean {
  return (
    failure === "promise" && neverAwaited !== true && !(kind === "cancel" && (obligation.split || verdict.divided))
  );
}

/** Whether `await` may stand at `at`: on the top level only where the acquiring call is awaited there too. */
function mayAwait(at: ts.Node, site: ts.Node): boolean {
  const fn = enclosingFunction(at);
  if (ts.isSourceFile(fn)) {
    return enclosingFunction(site) === fn && ts.findAncestor(site, ts.isAwaitExpression) !== undefined;
  }
  return (
    ts.canHaveModifiers(fn) && (ts.getModifiers(fn)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false)
  );
}
