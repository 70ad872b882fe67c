/** What a call is to us: DESIGN's "Who owes", in its order. */
import type ts from "typescript";
import { hasBodyInProgram, isFetchContract } from "../typed/contract.js";
import { namedOrigins, typedOrigins } from "../typed/origin.js";
import { calleeOperands } from "../typed/signature.js";
import { promisesResponse } from "../typed/response-shape.js";
import { targetsOf } from "../typed/targets.js";
import { operandsOf } from "../typed/unwrap.js";
import type { CallNode, Origin, TypedFile } from "../typed/types.js";
import { callModelOf, callRowOf } from "./tables.js";
import type { Acquisition, CallModel, CallRow } from "./types.js";
import { fetchAcquisition } from "./web.js";

export { isResponseTyped } from "../typed/response-shape.js";

/** What is known of a call, and by what. */
export interface Classification {
  /** Undefined: the callee is unknown, and takes over whatever it is given. */
  readonly model: CallModel | undefined;
  readonly decidedBy: "table" | "contract" | "body in program" | "nothing";
  /** The row of a table that decided, where one did. */
  readonly row?: CallRow;
  /** The declarations the call may reach, as far as they had to be looked up. */
  readonly origins: readonly Origin[];
}

const known = new WeakMap<ts.Program, WeakMap<CallNode, Classification>>();

/**
 * Who owes for `call`: a table that knows its declaration; else its body in the program, which nothing looks into yet; else the fetch
 * contract; else nobody.
 *
 * @example classify(`fetch(url)`, file) // { model: { kind: "acquire", … }, decidedBy: "table", … }
 */
export function classify(call: CallNode, file: TypedFile): Classification {
  let ofProgram = known.get(file.program);
  if (ofProgram === undefined) {
    ofProgram = new WeakMap();
    known.set(file.program, ofProgram);
  }
  let classification = ofProgram.get(call);
  if (classification === undefined) {
    classification = decide(call, file);
    ofProgram.set(call, classification);
  }
  return classification;
}

/** Cheapest first: names and what is written at their declarations, then the callee's type, then overloads. */
function decide(call: CallNode, file: TypedFile): Classification {
  const operands = calleeOperands(call, file);
  const named = namedOrigins(operands, file);
  const byName = callRowOf(named);
  if (byName !== undefined) return { model: byName.model, decidedBy: "table", row: byName, origins: named };

  const origins = [...named, ...typedOrigins(call, operands, file)];
  const byType = callRowOf(origins);
  if (byType !== undefined) return { model: byType.model, decidedBy: "table", row: byType, origins };

  if (hasBodyInProgram(call, file, operands)) return { model: undefined, decidedBy: "body in program", origins };
  if (isFetchContract(call, file, operands)) return { model: fetchAcquisition, decidedBy: "contract", origins };
  return { model: undefined, decidedBy: "nothing", origins };
}

/**
 * What a function does that is passed on without being called: `console.log` in `.then(console.log)`.
 *
 * @returns undefined where no table knows it.
 */
export function modelOfFunction(expression: ts.Expression, file: TypedFile): CallModel | undefined {
  const operands = operandsOf(expression).map((operand) => ({
    expression: operand,
    targets: targetsOf(operand, file),
  }));
  return callModelOf(namedOrigins(operands, file));
}

/**
 * `strict` only: a call of a function without a body that promises a Response is taken for an acquisition, on the word of its type alone.
 */
export function acquisitionByType(call: CallNode, file: TypedFile): Acquisition | undefined {
  const { decidedBy } = classify(call, file);
  return decidedBy === "nothing" && promisesResponse(call, file) ? fetchAcquisition : undefined;
}
