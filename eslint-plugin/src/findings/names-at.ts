/** What the names on a line stand for, where nothing else happens there. */
import ts from "typescript";
import { isResponseShaped } from "../typed/response-shape.js";
import { contains } from "../ownership/slice.js";
import { lineOfNode } from "./at-line.js";
import type { FileAnalysis, Obligation } from "./types.js";

export type Named =
  /** It was initialised with what an acquiring call gives. */
  | { readonly kind: "obligation"; readonly obligation: Obligation }
  /** A response that a function is given: its callers answer for it. */
  | { readonly kind: "parameter"; readonly name: string };

/**
 * The responses that a line names, each once.
 *
 * @param line - 1-based.
 * @example namesAt(analysis, 12) // `return res.status;`: the obligation of `const res = await load(url)` above
 */
export function namesAt(analysis: Pick<FileAnalysis, "file" | "obligations">, line: number): readonly Named[] {
  const { file, obligations } = analysis;
  const seen = new Set<ts.Declaration>();
  const named: Named[] = [];
  for (const name of identifiersAt(file.sourceFile, line)) {
    const declaration = file.checker.getSymbolAtLocation(name)?.valueDeclaration;
    if (declaration === undefined || seen.has(declaration)) continue;
    seen.add(declaration);
    const initializer = initializerOf(declaration);
    const obligation = obligations.find(({ site }) => initializer !== undefined && contains(initializer, site));
    if (obligation !== undefined) named.push({ kind: "obligation", obligation });
    else if (
      ts.isParameter(declaration) &&
      isResponseShaped(file.checker.getTypeAtLocation(name), name, file.checker)
    ) {
      named.push({ kind: "parameter", name: name.text });
    }
  }
  return named;
}

function identifiersAt(sourceFile: ts.SourceFile, line: number): readonly ts.Identifier[] {
  const identifiers: ts.Identifier[] = [];
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isIdentifier(node) && lineOfNode(node) === line) identifiers.push(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return identifiers.sort((a, b) => a.pos - b.pos);
}

/** Of a variable, also one that is taken out of an object or a list. */
function initializerOf(declaration: ts.Declaration): ts.Expression | undefined {
  let at: ts.Node = declaration;
  while (ts.isBindingElement(at)) at = at.parent.parent;
  return ts.isVariableDeclaration(at) ? at.initializer : undefined;
}
