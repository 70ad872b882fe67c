/** What a call is to us: DESIGN's "Who owes", in its order. */
import type ts from "typescript";
import { contractFlaw, hasBodyInProgram } from "../typed/contract.js";
import { namedOrigins, typedOrigins } from "../typed/origin.js";
import { calleeOperands, isOpen, type Operand } from "../typed/signature.js";
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
  const ofProgram = classifications(file.program);
  const classification = ofProgram.get(call) ?? classifyNow(call, file);
  ofProgram.set(call, classification);
  return classification;
}

/**
 * The same as far as names tell, without asking for a type.
 *
 * @returns undefined where only types can tell.
 */
export function classifyByName(call: CallNode, file: TypedFile): Classification | undefined {
  const ofProgram = classifications(file.program);
  const classification = ofProgram.get(call) ?? namedClassification(calleeOperands(call, file, "names"), file);
  if (classification !== undefined) ofProgram.set(call, classification);
  return classification;
}

function classifications(program: ts.Program): WeakMap<CallNode, Classification> {
  const ofProgram = known.get(program) ?? new WeakMap<CallNode, Classification>();
  known.set(program, ofProgram);
  return ofProgram;
}

/** Cheapest first: names and what is written at their declarations, then the callee's type, then overloads. */
function classifyNow(call: CallNode, file: TypedFile): Classification {
  const operands = calleeOperands(call, file);
  return namedClassification(operands, file) ?? typedClassification(call, operands, file);
}

function namedClassification(operands: readonly Operand[], file: TypedFile): Classification | undefined {
  const origins = namedOrigins(operands, file);
  const row = callRowOf(origins);
  if (row !== undefined) return { model: row.model, decidedBy: "table", row, origins };
  if (operands.length === 0) return { model: undefined, decidedBy: "nothing", origins };
  return operands.some(isOpen) ? undefined : { model: undefined, decidedBy: "body in program", origins };
}

function typedClassification(call: CallNode, operands: readonly Operand[], file: TypedFile): Classification {
  const origins = [...namedOrigins(operands, file), ...typedOrigins(call, operands, file)];
  const row = callRowOf(origins);
  if (row !== undefined) return { model: row.model, decidedBy: "table", row, origins };
  if (hasBodyInProgram(call, file, operands)) return { model: undefined, decidedBy: "body in program", origins };
  if (contractFlaw(call, file, operands) === null) return { model: fetchAcquisition, decidedBy: "contract", origins };
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
