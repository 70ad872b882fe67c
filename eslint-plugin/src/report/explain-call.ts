/** Why a call acquires nothing. */
import ts from "typescript";
import { assertNever } from "../typed/assert-never.js";
import type { InformedFile } from "../model/knowledge.js";
import type { CallNode, Origin } from "../typed/types.js";
import type { CallRow } from "../model/types.js";
import { type NoDuty, noDutyOf } from "../findings/no-duty.js";
import type { Report } from "../findings/reports.js";
import { callText } from "./circumstances.js";
import type { Answer } from "./explanation.js";
import { changes, declaredIn, flaws, nothing, rows, sourceText } from "./explain-words.js";
import { lineOf } from "./source-text.js";

/** What explanations of one file share. */
export interface Surroundings {
  readonly file: InformedFile;
  /** What users are told of the file. */
  readonly reports: readonly Report[];
  /** As the file was analysed. */
  readonly strict: boolean;
  /** How the user would name a file. */
  readonly nameOf: (path: string) => string;
}

/**
 * The answer about a call that no obligation begins at.
 *
 * @returns null for constructions that no table knows: nobody takes them for requests.
 */
export function explainCall(call: CallNode, around: Surroundings): Answer | null {
  const duty = noDutyOf(call, around.file, around.strict);
  if (ts.isNewExpression(call) && duty.kind !== "row") return null;
  return {
    kind: "acquiresNothing",
    headline: nothing.headline(callText(call), reasonText(duty, around)),
    path: [],
    because: [],
    change: changesFor(duty),
  };
}

/** What is known of a callee that a response is passed to, as a clause about `it`. */
export function calleeNature(call: CallNode, around: Surroundings): string {
  const duty = noDutyOf(call, around.file, around.strict);
  if (duty.kind === "body") return nothing.unfollowed(placesOf(duty, around));
  return duty.kind === "declared" ? nothing.unlisted(originText(duty.origin)) : reasonText(duty, around);
}

function placesOf({ bodies }: Extract<NoDuty, { kind: "body" }>, around: Surroundings): readonly string[] {
  return [...new Set(bodies.map((body) => placeText(body, around)))];
}

function reasonText(duty: NoDuty, around: Surroundings): string {
  switch (duty.kind) {
    case "row":
      return nothing.row(originText(duty.origin) ?? "", rowText(duty.row), sourceText(duty.row.source));
    case "body":
      return nothing.body(placesOf(duty, around));
    case "untyped":
      switch (duty.cause.by) {
        case "import":
          return nothing.import(duty.cause.module);
        case "name":
          return nothing.name(duty.cause.name);
        case "any":
          return nothing.any();
        default:
          return assertNever(duty.cause);
      }
    case "declared":
      return nothing.declared(
        nothing.unlisted(originText(duty.origin)),
        duty.flaw === "result" ? flaws.result(duty.result) : flaws[duty.flaw](),
      );
    case "member":
    case "unused":
      return nothing[duty.kind]();
  }
}

function changesFor(duty: NoDuty): readonly string[] {
  switch (duty.kind) {
    case "body":
      return [changes.lookInside()];
    case "untyped":
      if (duty.cause.by === "import") return [changes.declarations(duty.cause.module)];
      return duty.cause.by === "any" ? [changes.annotate()] : [];
    case "declared":
      return duty.strictWould ? [changes.strict()] : [];
    case "member":
      return [changes.askEarlier()];
    case "row":
    case "unused":
      return [];
  }
}

/** Where a function is declared: `declared in @types/node as …`. */
export function originText(origin: Origin | undefined): string | null {
  return origin === undefined ? null : declaredIn(origin.package, origin.module, origin.path);
}

function rowText({ model }: CallRow): string {
  switch (model.kind) {
    case "arguments":
      return model.effects.every((effect) => effect === "borrow") ? rows.borrows() : rows.takes();
    case "wrap":
      return rows.wraps();
    case "acquire":
    case "builtin":
      return rows.builtin();
    case "selfContained":
    case "caretaker":
    case "recognises":
    case "timer":
    case "exit":
      return rows[model.kind]();
  }
}

/** A place in any file: `src/api.ts:12`. */
export function placeText(node: ts.Node, { nameOf }: Surroundings): string {
  return `${nameOf(node.getSourceFile().fileName)}:${String(lineOf(node, { sourceFile: node.getSourceFile() }))}`;
}
