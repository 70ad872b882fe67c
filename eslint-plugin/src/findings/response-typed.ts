import ts from "typescript";
import { isResponseTyped } from "../model/classify.js";
import type { FileAnalysis } from "./types.js";

/**
 * The calls of a file that give something with the type of a Response and yet owe nothing: helpers, handlers, caches, responses made
 * locally. It asks the type of every call, so only who wants to know should ask.
 */
export function responseTyped({ file, obligations }: FileAnalysis): readonly ts.CallExpression[] {
  const owing = new Set<ts.Node>(obligations.map(({ site }) => site));
  const calls: ts.CallExpression[] = [];
  const waiting: ts.Node[] = [file.sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isCallExpression(node) && !owing.has(node) && isResponseTyped(node, file)) calls.push(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return calls;
}
