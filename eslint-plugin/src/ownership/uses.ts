/** Where a value and the variable that holds it go, by syntax. */
import ts from "typescript";
import { isTransparent } from "../typed/unwrap.js";

/** What takes the value of `expression`, past what hands it on as it is. */
export function useOf(expression: ts.Expression): ts.Node {
  let value: ts.Node = expression;
  let use = value.parent;
  while (isTransparent(use) || isChoice(use, value)) {
    value = use;
    use = use.parent;
  }
  return use;
}

/** `value ?? other`, `other || value`, `condition ? value : other` */
export function isChoice(use: ts.Node, value: ts.Node): boolean {
  if (ts.isConditionalExpression(use)) return use.condition !== value;
  if (!ts.isBinaryExpression(use)) return false;
  const { kind } = use.operatorToken;
  const isLogical = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return kind === ts.SyntaxKind.QuestionQuestionToken || (isLogical && use.right === value);
}

const mentionsInBlocks = new WeakMap<ts.Node, ReadonlyMap<string, readonly ts.Identifier[]>>();

/** What takes the value of the variable that `declared` declares. A variable of the same name in a block further in counts as well. */
export function usesOf(declared: ts.Identifier): readonly ts.Node[] {
  return mentionsOf(declared).map(useOf);
}

/** Where the variable is mentioned that `declared` declares. A variable of the same name in a block further in counts as well. */
export function mentionsOf(declared: ts.Identifier): readonly ts.Identifier[] {
  const block = ts.findAncestor(declared, isBlock) ?? declared.getSourceFile();
  let mentions = mentionsInBlocks.get(block);
  if (mentions === undefined) {
    mentions = collectMentions(block);
    mentionsInBlocks.set(block, mentions);
  }
  return mentions.get(declared.text) ?? [];
}

function isBlock(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isCaseBlock(node) || ts.isModuleBlock(node) || ts.isSourceFile(node);
}

function collectMentions(block: ts.Node): ReadonlyMap<string, readonly ts.Identifier[]> {
  const mentions = new Map<string, ts.Identifier[]>();
  const waiting = [block];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (ts.isIdentifier(node) && !isName(node)) {
      const known = mentions.get(node.text);
      if (known === undefined) mentions.set(node.text, [node]);
      else known.push(node);
    }
    ts.forEachChild(node, (child) => {
      waiting.push(child);
    });
  }
  return mentions;
}

/** Whether an identifier names a member or what is declared, rather than a value. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isVariableDeclaration(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.initializer !== node)
  );
}
