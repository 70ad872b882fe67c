/** `setGlobalDispatcher(agent.compose(interceptors.dump()))`: whatever goes through undici's global dispatcher is taken care of. */
import ts from "typescript";
import { callsBehind } from "../typed/made-of.js";
import { classify } from "../model/classify.js";
import type { InformedFile } from "../model/knowledge.js";

const known = new WeakMap<ts.Program, boolean>();

/** Whether some file of the program sets a global dispatcher that reads what is left: whichever comes first, nobody knows. */
export function isGlobalDispatcherCareful(file: InformedFile): boolean {
  let answer = known.get(file.program);
  if (answer === undefined) {
    answer = file.program.getSourceFiles().some((sourceFile) => setsCareful({ ...file, sourceFile }));
    known.set(file.program, answer);
  }
  return answer;
}

const setter = "setGlobalDispatcher";

function setsCareful(file: InformedFile): boolean {
  const { sourceFile } = file;
  if (sourceFile.isDeclarationFile || !sourceFile.text.includes(setter)) return false;
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isCallExpression(node) && isSetter(node.expression) && node.arguments.some((it) => isCareful(it, file))) {
      return true;
    }
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return false;
}

function isSetter(callee: ts.Expression): boolean {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return ts.isIdentifier(name) && name.text === setter;
}

/** Whether a client was composed with a part that reads what is left. */
export function isCareful(client: ts.Expression, file: InformedFile): boolean {
  return callsBehind(client, file).some((part) => classify(part, file).model?.kind === "caretaker");
}
