/** What an analysis has to say of one line. */
import ts from "typescript";
import type { CallNode } from "../typed/types.js";
import { unwrap } from "../typed/unwrap.js";
import type { FunctionNode } from "../ir/types.js";
import type { Ending, Failure, FileAnalysis, Leak, Obligation, Place, Unresolved } from "./types.js";

/** Why a line is of interest for an obligation. */
export type Event =
  | { readonly kind: "acquired" }
  | { readonly kind: "lost"; readonly leak: Leak }
  | { readonly kind: "ended"; readonly ending: Ending }
  /** A condition on the way to a leak. */
  | { readonly kind: "decided"; readonly leak: Leak };

export interface EventAt {
  readonly obligation: Obligation;
  readonly event: Event;
  readonly node: ts.Node;
  /** 1-based. */
  readonly line: number;
}

/** Everything that happens to the obligations of a file, in the order of its lines. */
export function eventsOf({ obligations }: Pick<FileAnalysis, "obligations">): readonly EventAt[] {
  return obligations
    .flatMap((obligation): readonly EventAt[] => {
      const leaks = leaksOf(obligation);
      const at = (node: ts.Node, event: Event, line = lineOfNode(node)): EventAt => ({ obligation, event, node, line });
      return [
        at(obligation.site, { kind: "acquired" }),
        ...leaks.map((leak) => at(exitOf(leak).node, { kind: "lost", leak }, lineOfPlace(exitOf(leak)))),
        ...leaks.flatMap((leak) => leak.path.map(({ node }) => at(node, { kind: "decided", leak }))),
        ...obligation.endings.map((ending) => at(ending.node, { kind: "ended", ending })),
      ];
    })
    .sort((a, b) => a.line - b.line);
}

/** Where an obligation is, or may be, lost. */
function leaksOf({ verdict }: Obligation): readonly Leak[] {
  switch (verdict.kind) {
    case "leaks":
    case "leaksOnThrow":
    case "imprecise":
      return verdict.leaks;
    case "discharged":
    case "transferred":
    case "nothingOwed":
    case "gaveUp":
      return [];
  }
}

/** Where a body is lost: for an exception that nobody wrote, the expression that throws it. */
function exitOf({ at, thrower }: Leak): Place {
  return thrower === null ? at : { node: thrower, part: "whole" };
}

/** Calls, constructions and tagged templates of a line that `isKnown` does not take, in source order. */
export function callsAt(
  sourceFile: ts.SourceFile,
  line: number,
  isKnown: (node: ts.Node) => boolean,
): readonly CallNode[] {
  const calls: CallNode[] = [];
  const waiting: ts.Node[] = [sourceFile];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!spans(node, line)) continue;
    if (isCall(node) && lineOfNode(node) === line && !isKnown(node)) calls.push(node);
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return calls.sort((a, b) => a.end - b.end);
}

/** Errors of ours in a function that the line is part of. */
export function failuresAt({ failures }: FileAnalysis, line: number): readonly Failure[] {
  return failures.filter(({ function: fn }) => isPartOf(fn, line));
}

/** The function (or file) that was left out and that the line is part of. */
export function unresolvedAt({ unresolved }: FileAnalysis, line: number): Unresolved | undefined {
  return unresolved.find(({ function: fn }) => isPartOf(fn, line));
}

function isPartOf(fn: FunctionNode, line: number): boolean {
  return ts.isSourceFile(fn) || spans(fn, line);
}

/** The 1-based line on which a reader looks for a node: that of a call is where the name of what it calls stands. */
export function lineOfNode(node: ts.Node): number {
  return lineAt(node, anchorOf(node).getStart());
}

/** The 1-based line of a place. */
export function lineOfPlace({ node, part }: Place): number {
  return part === "closingBrace" ? lineAt(node, node.end - 1) : lineAt(node, node.getStart());
}

/** The node that a line and a column point at: the name in `client⏎.get(url)`. */
export function anchorOf(node: ts.Node): ts.Node {
  if (!isCall(node)) return node;
  const callee = unwrap(ts.isTaggedTemplateExpression(node) ? node.tag : node.expression);
  if (ts.isNewExpression(node)) return node;
  return ts.isPropertyAccessExpression(callee) && lineAt(node, callee.name.getStart()) !== lineAt(node, node.getStart())
    ? callee.name
    : node;
}

function isCall(node: ts.Node): node is CallNode {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}

function spans(node: ts.Node, line: number): boolean {
  return lineAt(node, node.getStart()) <= line && line <= lineAt(node, node.end);
}

function lineAt(node: ts.Node, position: number): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(position).line + 1;
}
