/** What a call is to us: DESIGN's "Who owes", in its order. */
import type ts from "typescript";
import { contractFlaw, hasBodyInProgram } from "../typed/contract.js";
import { namedOrigins, typedOrigins } from "../typed/origin.js";
import { calleeOperands, isOpen, type Operand } from "../typed/signature.js";
import { promisesResponse } from "../typed/response-shape.js";
import { targetsOf } from "../typed/targets.js";
import { operandsOf } from "../typed/unwrap.js";
import type { CallNode, Origin, TypedFile } from "../typed/types.js";
import { acquisitionByResult } from "./acquired.js";
import { isMet } from "./condition.js";
import { AnswersByProgram, type Deed, type InformedFile, knowledgeFor } from "./knowledge.js";
import { rowOf } from "./tables.js";
import type { Acquisition, CallModel, CallRow } from "./types.js";
import { fetchAcquisition } from "./fetch-acquisition.js";

export { isResponseTyped } from "../typed/response-shape.js";

/** What is known of a call, and by what. */
export interface Classification {
  /** Undefined: the callee is unknown, and takes over whatever it is given. */
  readonly model: CallModel | undefined;
  readonly decidedBy: "settings" | "table" | "contract" | "body in program" | "nothing";
  /** The row of a table that decided, or of what the user says, where one did. */
  readonly row?: CallRow;
  /** The declaration that the row is about. */
  readonly origin?: Origin;
  /** The declarations the call may reach, as far as they had to be looked up. */
  readonly origins: readonly Origin[];
}

const known = new AnswersByProgram<CallNode, Classification>();
/** Calls of which names do not tell enough. */
const knownToHaveNone = new AnswersByProgram<CallNode, true>();

/**
 * Who owes for `call`: what the user says of its declaration; else a table that knows it; else its body in the program; else the fetch
 * contract; else nobody.
 *
 * @example classify(`fetch(url)`, file) // { model: { kind: "acquire", … }, decidedBy: "table", … }
 */
export function classify(call: CallNode, file: InformedFile): Classification {
  const classifications = known.of(file);
  const classification = classifications.get(call) ?? classifyNow(call, file);
  classifications.set(call, classification);
  return classification;
}

/**
 * The same as far as names tell, without asking for a type.
 *
 * @returns undefined where only types can tell.
 */
export function classifyByName(call: CallNode, file: InformedFile): Classification | undefined {
  const classifications = known.of(file);
  const unnamed = knownToHaveNone.of(file);
  const classification = classifications.get(call);
  if (classification !== undefined || unnamed.has(call)) return classification;
  const named = namedClassification(call, calleeOperands(call, file, "names"), file);
  if (named === undefined) unnamed.set(call, true);
  else classifications.set(call, named);
  return named;
}

/** Cheapest first: names and what is written at their declarations, then the callee's type, then overloads. */
function classifyNow(call: CallNode, file: InformedFile): Classification {
  const operands = calleeOperands(call, file);
  return namedClassification(call, operands, file) ?? typedClassification(call, operands, file);
}

function namedClassification(
  call: CallNode,
  operands: readonly Operand[],
  file: InformedFile,
): Classification | undefined {
  const origins = namedOrigins(operands, file);
  const decided = decidedByRow(call, origins, file);
  if (decided !== undefined) return decided;
  if (operands.length === 0) return { model: undefined, decidedBy: "nothing", origins };
  return operands.some(isOpen) ? undefined : { model: undefined, decidedBy: "body in program", origins };
}

function typedClassification(call: CallNode, operands: readonly Operand[], file: InformedFile): Classification {
  const origins = [...namedOrigins(operands, file), ...typedOrigins(call, operands, file)];
  const decided = decidedByRow(call, origins, file);
  if (decided !== undefined) return decided;
  if (hasBodyInProgram(call, file, operands)) return { model: undefined, decidedBy: "body in program", origins };
  if (contractFlaw(call, file, operands) === null) return { model: fetchAcquisition, decidedBy: "contract", origins };
  return { model: undefined, decidedBy: "nothing", origins };
}

/**
 * With several declarations (`options.fetch ?? fetch`, overloads) an acquisition wins, then the first that is known.
 *
 * @param call - null for a function that is passed on without being called: nothing is acquired by that.
 */
function decidedByRow(
  call: CallNode | null,
  origins: readonly Origin[],
  file: InformedFile,
): Classification | undefined {
  const knowledge = knowledgeFor(file);
  const decisions = origins.flatMap((origin): readonly Classification[] => {
    const deed = knowledge.deedOf(origin);
    const row = deed === undefined ? rowFor(call, origin, file) : rowOfDeed(deed, origin, call, file);
    const decidedBy = deed === undefined ? "table" : "settings";
    return row === undefined ? [] : [{ model: row.model, decidedBy, row, origin, origins }];
  });
  return decisions.find(({ model }) => model?.kind === "acquire") ?? decisions[0];
}

/** The row of a table, unless it has a condition that is not met. */
function rowFor(call: CallNode | null, origin: Origin, file: TypedFile): CallRow | undefined {
  const row = rowOf(origin);
  if (row?.condition === undefined) return row;
  return call !== null && isMet(row.condition, call, file) ? row : undefined;
}

/** What the user says, as a row of a table would. */
function rowOfDeed(deed: Deed, origin: Origin, call: CallNode | null, file: TypedFile): CallRow | undefined {
  const model = modelOfDeed(deed, call, file);
  return (
    model && { packages: [origin.package], paths: [origin.path], model, source: `settings: settings.calm.${deed}` }
  );
}

function modelOfDeed(deed: Deed, call: CallNode | null, file: TypedFile): CallModel | undefined {
  switch (deed) {
    case "acquire":
      return call === null ? undefined : acquisitionByResult(call, file);
    case "consume":
      return { kind: "arguments", effects: ["read"] };
    case "borrow":
      return { kind: "arguments", effects: ["borrow"] };
  }
}

/**
 * What a function does that is passed on without being called: `console.log` in `.then(console.log)`.
 *
 * @returns undefined where neither the user nor a table knows it.
 */
export function modelOfFunction(expression: ts.Expression, file: InformedFile): CallModel | undefined {
  const operands = operandsOf(expression).map((operand) => ({
    expression: operand,
    targets: targetsOf(operand, file),
  }));
  return decidedByRow(null, namedOrigins(operands, file), file)?.model;
}

/**
 * `strict` only: a call of a function without a body that promises a Response is taken for an acquisition, on the word of its type alone.
 */
export function acquisitionByType(call: CallNode, file: InformedFile): Acquisition | undefined {
  const { decidedBy } = classify(call, file);
  return decidedBy === "nothing" && promisesResponse(call, file) ? fetchAcquisition : undefined;
}
