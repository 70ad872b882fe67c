/** Whether code does something with a response that would no longer work once its body is read: all else only looks at it. */
import ts from "typescript";
import { isTransparent } from "../../typed/unwrap.js";
import { memberEffect } from "../../model/resources.js";
import type { MemberEffect } from "../../model/types.js";
import type { Variable } from "../../ir/types.js";
import type { Scene } from "./scene.js";

/** Everything that `within` does with the variable works as well once the body is read: it asks for status and headers, or passes it on. */
export function onlyLooksAt(scene: Scene, variable: Variable, within: ts.Node): boolean {
  return !mentions(within, (node) => isReference(scene, node, variable) && !isLookThrough(scene, node));
}

/** Nothing but its declaration names it. */
export function isUnused(scene: Scene, variable: Variable): boolean {
  return !mentions(variable.owner, (node) => isReference(scene, node, variable));
}

/** Somewhere in the function a body is taken as a stream, or split: then it must not have been read before. */
export function opensStreams(scene: Scene): boolean {
  return mentions(scene.obligation.function, (node) => {
    const name = ts.isPropertyAccessExpression(node) || ts.isBindingElement(node) ? memberName(node) : null;
    return name !== null && isStream(effectOf(scene, name));
  });
}

/** Reading this member of a response has nothing to do with its body. */
export function isLook(scene: Scene, member: string | ts.BindingElement): boolean {
  if (typeof member !== "string") return !member.dotDotDotToken && isLook(scene, memberName(member));
  const effect = effectOf(scene, member);
  switch (effect?.effect) {
    case "guard":
    case "constant":
    case "header":
    case "borrow":
    case "listen":
      return true;
    case "view":
      return !isStream(effect);
    case "read":
    case "readUnlessPrevented":
    case "cancel":
    case "flow":
    case "pause":
    case "viewUnlessPrevented":
    case "split":
    case "step":
    case undefined:
      return false;
  }
}

function isStream(effect: MemberEffect | undefined): boolean {
  return effect?.effect === "split" || (effect?.effect === "view" && effect.facet !== "headers");
}

function effectOf({ obligation }: Scene, member: string): MemberEffect | undefined {
  return memberEffect(obligation.resource, "response", member);
}

function memberName(node: ts.PropertyAccessExpression | ts.BindingElement): string {
  return ts.isPropertyAccessExpression(node) ? node.name.text : (node.propertyName ?? node.name).getText();
}

function isReference({ scopes }: Scene, node: ts.Node, variable: Variable): boolean {
  return ts.isIdentifier(node) && node !== variable.declaration && scopes.variableOf(node) === variable;
}

function isLookThrough(scene: Scene, node: ts.Node): boolean {
  let whole = node;
  while (isTransparent(whole.parent)) whole = whole.parent;
  const { parent } = whole;
  if (ts.isPropertyAccessExpression(parent)) return isLook(scene, parent.name.text);
  if (ts.isVariableDeclaration(parent)) {
    return ts.isObjectBindingPattern(parent.name) && parent.name.elements.every((element) => isLook(scene, element));
  }
  // Whom it is passed to only looks: else the body would be handed over, and nothing would be reported.
  if (ts.isCallExpression(parent)) return parent.expression !== whole;
  if (ts.isBinaryExpression(parent)) {
    return parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken || parent.left === whole;
  }
  return ts.isPrefixUnaryExpression(parent) || ts.isIfStatement(parent);
}

function mentions(within: ts.Node, isMeant: (node: ts.Node) => boolean): boolean {
  if (isMeant(within)) return true;
  return ts.forEachChild(within, (child) => mentions(child, isMeant) || undefined) ?? false;
}
