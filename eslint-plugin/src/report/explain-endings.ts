/** By what a duty ends on a path, in words. */
import ts from "typescript";
import { classify } from "../model/classify.js";
import { memberEffect } from "../model/tables.js";
import type { CallNode } from "../typed/types.js";
import type { Ending, Obligation } from "../findings/types.js";
import { callText } from "./circumstances.js";
import { calleeNature, type Surroundings } from "./explain-call.js";
import { discharges, excuses, transfers } from "./explain-words.js";

type Of<Does extends Ending["does"]> = Extract<Ending, { readonly does: Does }>;

/** A clause: `` `res.json()` reads the body ``. */
export function endingText(obligation: Obligation, ending: Ending, around: Surroundings): string {
  switch (ending.does) {
    case "discharge":
      return dischargeText(obligation, ending);
    case "transfer":
      return transferText(ending, around);
    case "excuse":
      return excuses[ending.by.kind]();
  }
}

function dischargeText({ resource }: Obligation, { node, by }: Of<"discharge">): string {
  switch (by.kind) {
    case "member": {
      const effect = memberEffect(resource, by.facet, by.name)?.effect;
      return discharges[effect === "cancel" || effect === "flow" ? effect : "read"](callText(node));
    }
    case "event":
      return discharges.event(by.name);
    case "argument":
      return discharges.argument(callText(node));
    case "release":
      return discharges[by.of]();
    case "drained":
    case "iteration":
    case "disposal":
      return discharges[by.kind]();
  }
}

function transferText({ node, by }: Of<"transfer">, around: Surroundings): string {
  switch (by.kind) {
    case "passed":
      return isCall(node) ? passedText(node, around) : transfers.passedOn();
    case "member":
      return by.name === null ? transfers.computedMember() : transfers.member(by.name);
    case "event":
      return by.name === null ? transfers.computedListener() : transfers.listener(by.name);
    case "callback":
    case "stored":
    case "returned":
    case "thrown":
    case "yielded":
    case "opaque":
    case "transform":
      return transfers[by.kind]();
  }
}

function passedText(call: CallNode, around: Surroundings): string {
  const acquires = classify(call, around.file).model?.kind === "acquire";
  return acquires ? transfers.passedOn() : transfers.passed(callText(call), calleeNature(call, around));
}

function isCall(node: ts.Node): node is CallNode {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}
