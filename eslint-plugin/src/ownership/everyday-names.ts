/** Names under which nobody fetches: those of the language, of tests and of questions. */
import ts from "typescript";

/**
 * Whether a method that is called so is no fetch, whatever it is a method of.
 *
 * @param method - The callee.
 * @param name - Its name; empty where that is not written.
 * @example namesNoFetch(`rows.map`, "map") // true
 */
export function namesNoFetch(method: ts.Expression, name: string): boolean {
  return ofTheLanguage.has(name) || namesTest.test(name) || isOfTheLanguage(method) || isExpectation(method);
}

/** Methods of strings, collections, promises, generators, streams and functions, and what makes one client of another: no fetch is named so. */
const ofTheLanguage: ReadonlySet<string> = new Set(
  (
    "add at bind catch charAt clear concat endsWith entries every exec extend filter finally find findIndex findLast findLastIndex flat flatMap forEach " +
    "has hasOwnProperty includes indexOf join keys lastIndexOf localeCompare map next padEnd padStart pipeThrough pipeTo pop push reduce reduceRight repeat replace replaceAll return slice some " +
    "sort splice split startsWith subarray substring test then throw toFixed toLocaleString toLowerCase toString toUpperCase trim trimEnd trimStart unshift values"
  ).split(" "),
);

/** `JSON.parse(…)`, `Promise.all(…)` */
function isOfTheLanguage(operand: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(operand) &&
    ts.isIdentifier(operand.expression) &&
    objectsOfTheLanguage.has(operand.expression.text)
  );
}

const objectsOfTheLanguage: ReadonlySet<string> = new Set(
  "Array BigInt Buffer Date JSON Math Number Object Promise String Uint8Array console performance".split(" "),
);

/** `isDeployed()`, `hasNext()`: true or false. */
const namesTest = /^(?:is|has|can|should)\p{Lu}/u;

/** `expect(…).rejects.toThrow()`: a test's chain of matchers, whose types are the dearest of all. */
function isExpectation(operand: ts.Expression): boolean {
  let root = operand;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  return (
    root !== operand &&
    ts.isCallExpression(root) &&
    ts.isIdentifier(root.expression) &&
    root.expression.text === "expect"
  );
}
