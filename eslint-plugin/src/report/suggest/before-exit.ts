/** Mends a leak where the body is lost: right before the `throw`, the `return`, the closing brace, the assignment. */
import ts from "typescript";
import type { Handle, Loss } from "../../findings/types.js";
import type { Repair } from "../../model/repairs.js";
import { contains } from "../../ownership/slice.js";
import { bestHandle } from "./best-handle.js";
import { memberOf, statementFor } from "./code.js";
import type { Edit } from "./edit.js";
import { atEnd, before, beforeExpressionBody } from "./edits.js";
import { conditionFor, elsewhere } from "./elsewhere.js";
import { type Mend, repairsFor, type Scene } from "./scene.js";

/** One mend for each repair that can be written there. */
export function beforeExit(scene: Scene, loss: Loss): readonly (readonly [Repair, Mend])[] {
  if (isAcquiredLater(scene, loss)) return [];
  const spot = spotOf(loss);
  const handle = bestHandle(scene, loss);
  if (spot === null || handle === null) return [];
  return repairsFor(scene, handle.facet, loss.touched).flatMap((repair) => {
    const mend = mendAt(scene, loss, spot, handle, repair);
    return mend === null ? [] : [[repair, mend] as const];
  });
}

/** `try { throw error; } finally { res = await fetch(url); }`: where the path leaves, there is nothing to read yet. */
function isAcquiredLater({ obligation: { site } }: Scene, { at }: Loss): boolean {
  const last = ts.findAncestor(site, isFinally);
  return last !== undefined && contains(last.parent, at.node) && !contains(last, at.node);
}

function isFinally(node: ts.Node): boolean {
  return ts.isBlock(node) && ts.isTryStatement(node.parent) && node.parent.finallyBlock === node;
}

/** A place for a statement, and what stands between it and the loss of the body. */
interface Spot {
  readonly statement: ts.Node;
  insert(code: string): readonly Edit[] | null;
}

function spotOf({ at: { node, part }, kind }: Loss): Spot | null {
  // A race's loser, or an element of a list, has no name of its own.
  if (kind === "raceLoser" || kind === "element") return null;
  if (part === "closingBrace") {
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isClassStaticBlockDeclaration(node)) {
      return { statement: node, insert: (code) => atEnd(node, code) };
    }
    return null;
  }
  const { parent } = node;
  if (ts.isArrowFunction(parent) && parent.body === node) {
    return { statement: node, insert: (code) => beforeExpressionBody(parent, code) };
  }
  const statement = enclosingStatement(node);
  return statement === null ? null : { statement, insert: (code) => before(statement, code) };
}

function mendAt(scene: Scene, loss: Loss, spot: Spot, handle: Handle, repair: Repair): Mend | null {
  const code = statementFor(scene, handle, repair, spot.statement);
  if (code === null) return null;
  const guard = guardFor(scene, loss, spot, handle, repair);
  const edits = guard === null ? null : spot.insert(guard + code);
  return edits === null ? null : { code, edits };
}

/** `if (…) `, or nothing; null where no condition tells the body that is lost from one that is not. */
function guardFor(scene: Scene, loss: Loss, { statement }: Spot, handle: Handle, repair: Repair): string | null {
  const other = elsewhere(scene, loss, statement);
  // A statement that goes on where the body is not lost (an assertion) passes on what it did not lose.
  if (other.kind === "owned" || (loss.kind === "exit" && goesOn(loss, statement))) {
    const condition = conditionFor(scene, loss);
    return condition === null ? null : `if (${condition}) `;
  }
  // Cancelling what was read to its end does nothing, and what is no web stream does not mind being asked twice.
  const asks = other.kind === "read" && repair.failure === "promise" && repair.kind === "drain";
  const used = asks ? memberOf(scene, handle, "bodyUsed", statement) : null;
  return used === null ? "" : `if (!${used}) `;
}

function goesOn({ at: { node, part } }: Loss, statement: ts.Node): boolean {
  if (part === "closingBrace" || node !== statement) return part !== "closingBrace";
  return !(
    ts.isThrowStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isBreakOrContinueStatement(node) ||
    (ts.isArrowFunction(node.parent) && node.parent.body === node)
  );
}

/** The statement that starts with the evaluation of what `node` is part of: the head of a loop is evaluated again and again. */
function enclosingStatement(node: ts.Node): ts.Statement | null {
  for (let at = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isStatement(at)) return ts.isIterationStatement(at, false) && at !== node ? null : at;
  }
  return null;
}
