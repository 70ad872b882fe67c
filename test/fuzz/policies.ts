/**
 * Leaks that running shows and that are deliberately not reported: each with its reason, generated into the docs. Anything else that the
 * analysis misses is a bug.
 */
import ts from "typescript";
import type { Ending, Obligation } from "../../eslint-plugin/src/findings/types.js";
import { saysNoAddress } from "../../eslint-plugin/src/ownership/candidates.js";
import { mayHoldResponse } from "../../eslint-plugin/src/typed/may-hold.js";
import { mayBePromiseOfResponse, mayBeRequest } from "../../eslint-plugin/src/ownership/result-use.js";

export interface Policy {
  readonly id: string;
  /** What is not reported, as a line of the docs. */
  readonly what: string;
  readonly why: string;
  /** Whether it is what keeps this quiet. */
  readonly covers: (missed: Missed) => boolean;
}

/** An acquisition that leaks on some run, and is not reported. */
export interface Missed {
  /** What the analysis says of it; empty where it does not know it. */
  readonly obligations: readonly Obligation[];
  /** The call that acquires, and those that returned what it had acquired. */
  readonly calls: readonly ts.CallExpression[];
  /** Of the run that leaks. */
  readonly decisions: string;
  /** The statements that this run came to while it had the body, each without those in it. */
  readonly ran: readonly string[];
}

export const policies = [
  {
    id: "implicit exception",
    what: "A body left because a call threw that merely might: `log(res.status)`, a second `fetch` that rejects, a failing read of another body, a function that is not given the response",
    why: "nearly every call might throw; a path is made of branches, `return`s and `throw`s that somebody wrote",
    covers: ({ obligations }) => obligations.some(({ verdict }) => verdict.kind === "leaksOnThrow"),
  },
  {
    id: "imprecise merge",
    what: "A body left on a path that came out of more than eight states merged by force",
    why: "the merged path may not exist; counted by `calm --stats`",
    covers: ({ obligations }) => obligations.some(({ verdict }) => verdict.kind === "imprecise"),
  },
  {
    id: "gave up",
    what: "Functions that take too many steps to follow",
    why: "a verdict on half of a function is a guess; counted by `calm --stats`",
    covers: ({ obligations }) => obligations.some(({ verdict }) => verdict.kind === "gaveUp"),
  },
  {
    id: "empty list",
    what: "A body that is read, or left by a `throw`, only in a callback of an array method (`ids.forEach((id) => …)`), where there are no elements",
    why: "whoever reads a response there reckons with elements; a `for` loop without any is a path like others",
    covers: ({ obligations, decisions }) =>
      decisions.includes("items=0") && obligations.some((one) => placesOf(one).some(isInArrayCallback)),
  },
  {
    id: "unknown callee",
    what: "A response, or a closure that sees it, given to a function whose code is not in the program",
    why: "it takes charge of the body, also where in truth it does nothing or never calls the closure",
    covers: transferredBy(/\blater\(/u),
  },
  {
    id: "optional call",
    what: "`listener?.(res)` where there is no listener",
    why: "what is skipped could only have taken charge; who writes this hands the response over",
    covers: transferredBy(/\blistener\?\.\(/u),
  },
  {
    id: "overwritten elsewhere",
    what: "A response stored in an object from elsewhere (`shelf.last = res`), where another one takes its place later",
    why: "who has the object answers for what is in it",
    covers: transferredBy(/\bshelf\.last = /u),
  },
  {
    id: "thrown",
    what: "A response thrown inside an error, also where the error is caught and dropped",
    why: "whoever catches the error has the response; what becomes of caught values is not followed",
    covers: transferredBy(/\bnew Error\("with"/u),
  },
  {
    id: "paused stream",
    what: '`stream.pause()`, and then `stream.on("data", …)`: Node does not start a stream again that was paused by hand; `pause()` where a helper has started the stream before it returned it, or a `pipeline()` has taken it; and a Node stream of which S3\'s `transformToWebStream()` was taken and left',
    why: "what starts a stream ends the duty; that it stands still by then is forgotten",
    covers: isPaused,
  },
  {
    id: "branch of what is settled",
    what: "A branch made by `clone()` or `tee()` of a response that was read or handed over before",
    why: "what has an owner is not followed any further, and with it the calls that divide it",
    covers: (missed) => unknownCalls(missed).some(divides),
  },
  {
    id: "handed on at once",
    what: "What a method of a client returns under a name that is everybody's (`api.get(url)`, `session.request(…)`), where the code around only passes it on",
    why: "finding out what such a method returns may cost seconds of type inference, and whoever is given the response can look after it",
    covers: (missed) => unknownCalls(missed).some(isOnlyHandedOn),
  },
  {
    id: "options without an address",
    what: "A method with an everyday name that is given options none of which says where to: `provider.request({ method, params })`",
    why: "such methods are everywhere and few of them make a request, which needs an address",
    covers: (missed) => unknownCalls(missed).some(saysNoAddress),
  },
  {
    id: "written return type",
    what: "What a function returns whose written return type can hold no response: `async function open(): Promise<() => number> { const res = await fetch(url); return () => res.status; }`; and what becomes of a result that is asserted, declared or passed on as such a type",
    why: "what is written there is believed, so that functions that have nothing to do with responses need not be looked into",
    covers: ({ calls }) => calls.some(isInFunctionOfOtherType),
  },
  {
    id: "method with a callback",
    what: "A method of the program that acquires a response and gives it to a callback: `api.withResponse((res) => …)`; functions are followed there",
    why: "methods with callbacks are everywhere, and what each of them is would have to be asked of the type checker",
    covers: ({ obligations, calls }) =>
      obligations.every(({ verdict }) => verdict.kind === "transferred") && calls.some(isMethodWithCallback),
  },
] as const satisfies readonly Policy[];

export type PolicyId = (typeof policies)[number]["id"];

/** Calls of which the analysis says nothing. */
function unknownCalls({ obligations, calls }: Missed): readonly ts.CallExpression[] {
  return calls.filter((call) => obligations.every(({ site }) => site.getStart() !== call.getStart()));
}

function placesOf({ endings, verdict }: Obligation): readonly ts.Node[] {
  const losses = verdict.kind === "leaks" ? verdict.losses : [];
  return [...endings.map(({ node }) => node), ...losses.map(({ at }) => at.node)];
}

/** The run has stopped a stream of which it is said that something lets it flow. */
function isPaused({ obligations, calls, ran }: Missed): boolean {
  const endings = obligations.flatMap((one) => one.endings);
  // A web stream stops the Node stream that it is made of once it has enough.
  if (cameTo(ran, /\.transformToWebStream\(\);/u)) return endings.some(letsFlow);
  const isOpener = ({ expression }: ts.CallExpression): boolean => /^open\d+$/u.test(expression.getText());
  return (
    cameTo(ran, /\.pause\(\)/u) &&
    (calls.some(isOpener) || endings.some(({ by }) => by.kind === "event" || by.kind === "argument"))
  );
}

function letsFlow({ does, by }: Ending): boolean {
  return does === "discharge" && (by.kind === "event" || (by.kind === "member" && /^(?:resume|pipe)$/u.test(by.name)));
}

function cameTo(ran: Missed["ran"], text: RegExp): boolean {
  return ran.some((statement) => text.test(statement));
}

function divides({ expression: callee }: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(callee) && (callee.name.text === "clone" || callee.name.text === "tee");
}

function isInArrayCallback(node: ts.Node): boolean {
  const callee = (fn: ts.Node): string =>
    ts.isArrowFunction(fn) && ts.isCallExpression(fn.parent) ? fn.parent.expression.getText() : "";
  return ts.findAncestor(node, (around) => callee(around).startsWith("items().")) !== undefined;
}

function isOnlyHandedOn(call: ts.CallExpression): boolean {
  const { expression: callee } = call;
  return (
    ts.isPropertyAccessExpression(callee) && !mayBeRequest(call) && !mayBePromiseOfResponse(call, callee.name.text)
  );
}

function isInFunctionOfOtherType(call: ts.CallExpression): boolean {
  const written = ts.findAncestor(call, ts.isFunctionLike)?.type;
  return written !== undefined && !mayHoldResponse(written, null);
}

function isMethodWithCallback(call: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(call.expression) && call.arguments.some(ts.isArrowFunction);
}

/**
 * @param by - Whether this is the text of what takes charge. Where a function of the module does so, the report is told where it is called:
 * then it counts wherever the run has come to it.
 */
function transferredBy(by: RegExp): Policy["covers"] {
  const isTransfer = ({ does, by: cause, node }: Ending): boolean => {
    const isOfFunction = /^(?:Api\.)?(?:use|ensure|pass|with|finish|open)\d+\(/u.test(node.getText());
    // A variable that a closure elsewhere sees is handed over where it is assigned to.
    return does === "transfer" && (by.test(node.getText()) || isOfFunction || cause.kind === "stored");
  };
  return ({ obligations, ran }) => cameTo(ran, by) && obligations.some(({ endings }) => endings.some(isTransfer));
}

export function policyOf(missed: Missed): PolicyId | null {
  return policies.find(({ covers }) => covers(missed))?.id ?? null;
}
