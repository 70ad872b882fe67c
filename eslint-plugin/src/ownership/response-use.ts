/** What becomes of a response, or of an object with one, by syntax. */
import ts from "typescript";
import { isEndingMember } from "../model/resources.js";
import { useOf, usesOf } from "./uses.js";

/** Whether the response of `call` is cloned, and nobody reads or cancels it itself. */
export function isOnlyCloned(call: ts.CallExpression): boolean {
  const use = useOf(call);
  const uses = ts.isAwaitExpression(use) ? usesOfValue(use) : ts.isPropertyAccessExpression(use) ? usesInThen(use) : [];
  return uses.some(isClone) && uses.every((each) => isClone(each) || isLook(each));
}

/** What takes the value of `expression`, at once or under the name it is given. */
function usesOfValue(expression: ts.Expression): readonly ts.Node[] {
  const use = useOf(expression);
  return ts.isVariableDeclaration(use) && ts.isIdentifier(use.name) ? usesOf(use.name) : [use];
}

/** `load(url).then((res) => res.clone().json())` */
function usesInThen({ name, parent: then }: ts.PropertyAccessExpression): readonly ts.Node[] {
  const callback = name.text === "then" && ts.isCallExpression(then) ? then.arguments[0] : undefined;
  const parameter = callback && ts.isFunctionLike(callback) ? callback.parameters[0] : undefined;
  return parameter !== undefined && ts.isIdentifier(parameter.name)
    ? usesOf(parameter.name).filter((use) => use !== parameter)
    : [];
}

function isClone(use: ts.Node): boolean {
  return ts.isPropertyAccessExpression(use) && use.name.text === "clone";
}

/** `res.ok`, `res.headers` */
function isLook(use: ts.Node): boolean {
  return ts.isPropertyAccessExpression(use) && !isEndingMember(use.name.text) && use.name.text !== "body";
}

/**
 * Whether the result of `call` is awaited, and something in it is called a response: what gives it may have fetched that.
 *
 * @example isBoxed(`client.load(url)`) // const { response, took } = await client.load(url);  true
 */
export function isBoxed(call: ts.CallExpression): boolean {
  const awaited = useOf(call);
  if (!ts.isAwaitExpression(awaited)) return false;
  const use = useOf(awaited);
  return ts.isVariableDeclaration(use) && ts.isObjectBindingPattern(use.name)
    ? use.name.elements.some(({ propertyName, name }) => isCalledResponse(propertyName ?? name))
    : usesOfValue(awaited).some((each) => ts.isPropertyAccessExpression(each) && isCalledResponse(each.name));
}

function isCalledResponse(name: ts.Node): boolean {
  return ts.isIdentifier(name) && /^(?:res|resp|response|\w+Response)$/u.test(name.text);
}
