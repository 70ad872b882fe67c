/** The statement that reads or cancels a body, as source text without a semicolon. */
import type ts from "typescript";
import { memberChain } from "../../typed/member-chain.js";
import { namesInScope } from "../../typed/names-in-scope.js";
import type { Repair } from "../../model/repairs.js";
import type { Handle } from "../../findings/types.js";
import { isAssignedBefore, isPresentAt } from "./dominance.js";
import { type Scene, isAwaited } from "./scene.js";
import { styleOf } from "./style.js";

/**
 * What to write at `at`. Its failure stays its own: a promise gets a `.catch()`, so that neither is an error of the surrounding code masked
 * nor a rejection left unhandled; a stream that would throw its `'error'` gets a listener.
 *
 * @returns null where the code would not type-check, or its name means something else.
 * @example statementFor(scene, handle, drain, exit) // "await res.arrayBuffer().catch(() => {})"
 */
export function statementFor(scene: Scene, handle: Handle, repair: Repair, at: ts.Node): string | null {
  const { file } = scene;
  const { variable, members, promised } = handle;
  const names = namesInScope(at, file);
  const present = isPresentAt(scene, variable, at);
  if (!names.sees(variable.declaration) || !(present || isAssignedBefore(scene, variable, at))) return null;
  const chain = memberChain(file, variable.declaration, { members, promised, present }, repair.members);
  if (chain?.isMethod !== true) return null;
  if (promised) {
    const parameter = names.unused("res", "response");
    const inner = callOf(parameter, chain.steps, repair, file.sourceFile);
    return `${chain.root}then((${parameter}) => ${inner}).catch(() => {})`;
  }
  const awaited = isAwaited(scene, repair, at) ? "await " : "";
  return awaited + guarded(callOf(chain.root, chain.steps, repair, file.sourceFile), repair);
}

/** A property of what a handle leads to: `res?.bodyUsed`; null where its type has none. */
export function memberOf(
  scene: Scene,
  { variable, members, promised }: Handle,
  member: string,
  at: ts.Node,
): string | null {
  if (promised) return null;
  const present = isPresentAt(scene, variable, at);
  const chain = memberChain(scene.file, variable.declaration, { members, promised, present }, [member]);
  return chain === null ? null : chain.root + chain.steps;
}

/** The call with its `.catch()`, if it gives a promise. */
export function guarded(call: string, { failure }: Repair): string {
  return failure === "promise" ? `${call}.catch(() => {})` : call;
}

/**
 * The call alone.
 *
 * @param steps - The repair's members as they are to be written: `?.body?.cancel`.
 * @example callOf("res", ".body.destroy", destroy, sourceFile) // 'res.body.on("error", () => {}).destroy()'
 */
export function callOf(root: string, steps: string, repair: Repair, sourceFile: ts.SourceFile): string {
  const { quote } = styleOf(sourceFile);
  const method = /\??\.\w+$/u.exec(steps)?.[0] ?? "";
  const listener =
    repair.failure === "errorEvent" ? `${method.startsWith("?") ? "?." : "."}on(${quote}error${quote}, () => {})` : "";
  const last = listener === "" ? method : method.replace("?", "");
  return `${root}${steps.slice(0, steps.length - method.length)}${listener}${last}(${repair.argument ?? ""})`;
}
