/** Mends a leak on every path at once, right where the response comes in: for a body that nobody reads at all. */
import ts from "typescript";
import { assertNever } from "../../typed/assert-never.js";
import { namesInScope } from "../../typed/names-in-scope.js";
import { resultChain } from "../../typed/member-chain.js";
import type { Repair } from "../../model/repairs.js";
import { type Arrival, arrivalOf, type Callback } from "./arrival.js";
import { callOf, guarded, statementFor } from "./code.js";
import { type Edit, insertion } from "./edit.js";
import { after, atStart, beforeExpressionBody } from "./edits.js";
import { isAwaited, isEverAwaited, type Mend, repairsFor, type Scene } from "./scene.js";
import { indentationAt, styleOf } from "./style.js";

type ArrivalBy<Kind extends Arrival["kind"]> = Extract<Arrival, { readonly kind: Kind }>;

/** One mend for each repair that can be written there. */
export function afterAcquisition(scene: Scene): readonly (readonly [Repair, Mend])[] {
  const arrival = arrivalOf(scene);
  if (arrival === null) return [];
  const facet = "handle" in arrival ? (arrival.handle?.facet ?? "response") : "response";
  return repairsFor(scene, facet, false).flatMap((repair) => {
    const mend = mendAt(scene, arrival, repair);
    return mend === null ? [] : [[repair, mend] as const];
  });
}

function mendAt(scene: Scene, arrival: Arrival, repair: Repair): Mend | null {
  switch (arrival.kind) {
    case "variable": {
      const code = statementFor(scene, arrival.handle, repair, arrival.statement);
      return mendOf(code, (statement) => after(arrival.statement, [statement]));
    }
    case "pattern":
      return withPattern(scene, arrival, repair);
    case "parameter":
      return inCallback(scene, arrival, repair);
    case "promise":
      return inChain(scene, arrival, repair);
    case "stream":
      return onReceiver(scene, repair);
    default:
      return assertNever(arrival);
  }
}

function mendOf(code: string | null, insert: (code: string) => readonly Edit[] | null): Mend | null {
  const edits = code === null ? null : insert(code);
  return code === null || edits === null ? null : { code, edits };
}

/** `const res = await fetch(url);`, the repair, then `const { status } = res;`. */
function withPattern(
  scene: Scene,
  { declaration: { name, type }, statement }: ArrivalBy<"pattern">,
  repair: Repair,
): Mend | null {
  const { file, obligation } = scene;
  const response = namesInScope(statement, file).unused("res", "response");
  const steps = resultChain(file, obligation.site, repair.members);
  if (steps === null) return null;
  const call = guarded(callOf(response, steps, repair, file.sourceFile), repair);
  const [start, end] = [name.getStart(), type?.end ?? name.end];
  const keyword = statement.declarationList.getFirstToken()?.getText() ?? "const";
  const takenApart = `${keyword} ${file.sourceFile.text.slice(start, end)} = ${response}`;
  return mendOf((isAwaited(scene, repair, statement) ? "await " : "") + call, (code) => {
    const behind = after(statement, [code, takenApart]);
    return behind && [{ start, end, text: response }, ...behind];
  });
}

function inCallback(scene: Scene, { callback, handle }: ArrivalBy<"parameter">, repair: Repair): Mend | null {
  if (handle !== null) {
    return mendOf(statementFor(scene, handle, repair, callback.body), (code) => insideOf(callback, code));
  }
  const { sourceFile } = scene.file;
  const parameter = namesInScope(callback.body, scene.file).unused("res", "response");
  const opening = callback.getChildren().find(({ kind }) => kind === ts.SyntaxKind.OpenParenToken);
  if (opening === undefined || repair.failure === "promise") return null;
  return mendOf(callOf(parameter, `.${repair.members.join(".")}`, repair, sourceFile), (code) => {
    const inside = insideOf(callback, code);
    return inside && [insertion(opening.end, parameter), ...inside];
  });
}

function insideOf(callback: Callback, code: string): readonly Edit[] | null {
  if (ts.isBlock(callback.body)) return atStart(callback.body, code);
  return ts.isArrowFunction(callback) ? beforeExpressionBody(callback, code) : null;
}

/** `.then(…)` right behind the call: reads the body, and hands the response on where it is used. */
function inChain(scene: Scene, { isUsed }: ArrivalBy<"promise">, repair: Repair): Mend | null {
  const { file, obligation } = scene;
  const steps = resultChain(file, obligation.site, repair.members);
  if (steps === null) return null;
  const parameter = namesInScope(obligation.site, file).unused("res", "response");
  const call = guarded(callOf(parameter, steps, repair, file.sourceFile), repair);
  const edit = (text: string): readonly Edit[] => [insertion(obligation.site.end, text)];
  const { newline, unit, terminator } = styleOf(file.sourceFile);
  if (!isUsed) {
    const body = (code: string): string => (repair.neverAwaited === true ? `{ ${code}${terminator} }` : code);
    return mendOf(call, (code) => edit(`.then((${parameter}) => ${body(code)})`));
  }
  const outer = newline + indentationAt(file.sourceFile, obligation.site.end);
  const inner = outer + unit;
  const awaits = isEverAwaited(scene, repair);
  return mendOf((awaits ? "await " : "") + call, (code) =>
    edit(
      `.then(${awaits ? "async " : ""}(${parameter}) => {` +
        `${inner}${code}${terminator}${inner}return ${parameter}${terminator}${outer}})`,
    ),
  );
}

/** `session.request(headers).resume()`: a stream whose method returns its receiver, so that what follows stays as it was. */
function onReceiver(scene: Scene, repair: Repair): Mend | null {
  const { file, obligation } = scene;
  const steps = resultChain(file, obligation.site, repair.members);
  if (steps === null) return null;
  const code = callOf("", steps, repair, file.sourceFile);
  return mendOf(code.slice(1), () => [insertion(obligation.site.end, code)]);
}
