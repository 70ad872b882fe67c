/** Findings made by hand, so that the words can be tested without the analysis. */
import ts from "typescript";
import type { Leak, LeakKind, Obligation, Place, Step } from "../../eslint-plugin/src/findings/types.js";
import type { CallNode } from "../../eslint-plugin/src/typed/types.js";
import { describe } from "../../eslint-plugin/src/report/describe.js";
import { messages } from "../../eslint-plugin/src/report/messages.js";

/** What a case says of its leak; source texts name nodes, `text#2` the second node of that text. */
export interface LeakByHand {
  /** The acquiring call, or that of `clone` / `tee`. */
  readonly site: string;
  readonly callee: string;
  readonly kind: LeakKind;
  /** Where it is reported: a node, or `end of …` for the closing brace of the first block after that text (`end of module`: the file). */
  readonly at: string;
  readonly variable?: string | null;
  readonly path?: readonly StepByHand[];
  readonly split?: boolean;
  readonly locked?: boolean;
  /** Further acquiring calls whose bodies are lost there. */
  readonly others?: readonly string[];
}

export type StepByHand =
  | {
      readonly condition: string;
      readonly holds: boolean;
      readonly test?: "nullish" | "undefined";
      readonly switch?: string;
    }
  | { readonly caught: string }
  | { readonly rejected: string };

export interface Handmade {
  readonly sourceFile: ts.SourceFile;
  readonly obligation: Obligation;
  readonly leak: Leak;
  readonly others: readonly Obligation[];
}

export function handmade(code: string, by: LeakByHand): Handmade {
  const sourceFile = parse(code);
  const leak: Leak = {
    kind: by.kind,
    at: placeNamed(sourceFile, by.at),
    variable: by.variable ?? null,
    path: (by.path ?? []).map((step) => stepNamed(sourceFile, step)),
    locked: by.locked ?? false,
    inHelper: by.others !== undefined,
    thrower: null,
  };
  const obligation: Obligation = {
    site: nodeNamed(sourceFile, by.site, isCall),
    origin: nodeNamed(sourceFile, by.site, isCall),
    callee: by.callee,
    resource: "web",
    split: by.split ?? false,
    function: sourceFile,
    verdict: { kind: "leaks", leaks: [leak], losses: [], discharges: [], transfers: [], divided: false },
    endings: [],
  };
  const others = (by.others ?? []).map((site) => ({ ...obligation, site: nodeNamed(sourceFile, site, isCall) }));
  return { sourceFile, obligation, leak, others };
}

/** The sentence a user reads. */
export function sentence({ sourceFile, ...report }: Handmade): string {
  const { messageId, data } = describe(report, { sourceFile });
  return messages[messageId].replace(/\{\{(\w+)\}\}/gu, (placeholder, name: string) =>
    String(data[name] ?? placeholder),
  );
}

export function parse(code: string): ts.SourceFile {
  return ts.createSourceFile("file.tsx", code, ts.ScriptTarget.ESNext, true);
}

/** The outermost node with exactly this text. */
export function nodeNamed<Node extends ts.Node>(
  sourceFile: ts.SourceFile,
  name: string,
  isWanted: (node: ts.Node) => node is Node,
): Node {
  const [text, occurrence = "1"] = name.split(/#(?=\d+$)/u);
  const found: Node[] = [];
  const visit = (node: ts.Node): void => {
    const last = found.at(-1);
    if (isWanted(node) && node.getText(sourceFile) === text && (last === undefined || node.pos >= last.end)) {
      found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  const node = found[Number(occurrence) - 1];
  if (node === undefined) throw new Error(`No node \`${name}\` in:\n${sourceFile.text}`);
  return node;
}

function placeNamed(sourceFile: ts.SourceFile, name: string): Place {
  const braced = /^end of (?<start>.+)$/su.exec(name)?.groups?.["start"];
  if (braced === undefined) return { node: nodeNamed(sourceFile, name, isNotFile), part: "whole" };
  return { node: blockAfter(sourceFile, braced), part: "closingBrace" };
}

/** The block whose text before it ends in `start`. */
function blockAfter(sourceFile: ts.SourceFile, start: string): ts.Node {
  if (start === "module") return sourceFile;
  const end = sourceFile.text.indexOf(start) + start.length;
  const find = (node: ts.Node): ts.Node | undefined =>
    (ts.isBlock(node) || ts.isModuleBlock(node)) && node.pos >= end ? node : ts.forEachChild(node, find);
  const block = find(sourceFile);
  if (block === undefined) throw new Error(`No block after \`${start}\` in:\n${sourceFile.text}`);
  return block;
}

function stepNamed(sourceFile: ts.SourceFile, step: StepByHand): Step {
  if ("caught" in step) return { kind: "caught", node: nodeNamed(sourceFile, step.caught, isNotFile) };
  if ("rejected" in step) return { kind: "rejected", node: nodeNamed(sourceFile, step.rejected, isCall) };
  return {
    kind: "condition",
    node: nodeNamed(sourceFile, step.condition, isNotFile),
    holds: step.holds,
    test: step.test ?? "truthy",
    ...(step.switch === undefined ? {} : { discriminant: nodeNamed(sourceFile, step.switch, ts.isExpression) }),
  };
}

function isNotFile(node: ts.Node): node is ts.Node {
  return !ts.isSourceFile(node);
}

function isCall(node: ts.Node): node is CallNode {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node);
}
