/**
 * What an assignment to a property of an object elsewhere tells of it: after `this.notModified = res.status === 304`, that property answers
 * for the status. Only where the code asks for it again is that worth remembering.
 */
import ts from "typescript";
import { unwrap } from "../typed/unwrap.js";
import type { Scopes } from "../ir/scopes.js";
import { refine, remember, truthiness } from "./conditions.js";
import { pureOperand } from "./purity.js";
import type { Slice } from "./slice.js";
import { type State, forgetMentionsOf, withConditions } from "./state.js";
import type { Test, Value } from "./value.js";

/** The name (`purity.ts`) of the property that the assignment `node` writes; null if it has none. */
export function writtenProperty(node: ts.Node, scopes: Scopes): string | null {
  const target = ts.isBinaryExpression(node) ? unwrap(node.left) : node;
  return ts.isPropertyAccessExpression(target) ? pureOperand(target, scopes) : null;
}

/** The states after `value` was written to the property that `node` assigns to. */
export function afterWriting(slice: Slice, state: State, node: ts.Node, value: Value): readonly State[] {
  const name = state.conditions.size > 0 || slice.repeated.size > 0 ? writtenProperty(node, slice.scopes) : null;
  if (name === null) return [state];
  const after = forgetMentionsOf(state, name);
  if (!slice.repeated.has(name)) return [after];
  const answer = truthiness(slice, value);
  const known = (holds: boolean): ReadonlyMap<string, boolean> => new Map([[name, holds]]);
  switch (answer.kind) {
    case "known":
      return [withConditions(after, known(answer.holds))];
    case "open":
      return [after];
    case "test":
      return decisions(slice, after, answer.test, node).map(({ state: decided, holds }) =>
        withConditions(decided, known(holds)),
      );
  }
}

/** Which way the test came out that `node` assigns is decided there: that is what a reader is told, not who asks the property later. */
function decisions(
  slice: Slice,
  state: State,
  test: Test,
  node: ts.Node,
): readonly { readonly state: State; readonly holds: boolean }[] {
  const decided = [true, false].flatMap((holds) => {
    const refined = refine(slice, state, test, holds, node);
    return refined === null ? [] : [{ state: refined, holds }];
  });
  if (decided.length < 2 || !ts.isBinaryExpression(node)) return decided;
  const asked = { node: unwrap(node.right), test: "truthy" } as const;
  return decided.map(({ state: refined, holds }) => ({ state: remember(refined, asked, holds), holds }));
}
