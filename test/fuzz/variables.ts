/** The variables through which code can get at something, at a place of a generated module. */
import ts from "typescript";

/** Names of variables. */
export interface Variables {
  /** Of the function where that is. */
  readonly own: readonly string[];
  /** Of functions around it, which it mentions: a closure keeps no others. */
  readonly captured: readonly string[];
}

/**
 * Names that are in scope at `position` and have a value there.
 *
 * @param node - The statement that begins there, or the block that ends there.
 */
export function variablesAt(position: number, node: ts.Node, file: ts.SourceFile): Variables {
  const own = new Set<string>();
  const captured = new Set<string>();
  let names = own;
  let mentions: (name: string) => boolean = () => true;
  const add = (name: ts.BindingName): void => {
    if (!ts.isIdentifier(name)) {
      for (const element of name.elements) if (ts.isBindingElement(element)) add(element.name);
    } else if (mentions(name.text)) names.add(name.text);
  };
  const addList = ({ declarations }: ts.VariableDeclarationList): void => {
    for (const { name } of declarations) add(name);
  };
  for (let around: ts.Node = node; !ts.isSourceFile(around); around = around.parent) {
    if (ts.isBlock(around) || ts.isCaseClause(around) || ts.isDefaultClause(around)) {
      const before = around.statements.filter((one) => one.end <= position);
      for (const one of before) if (ts.isVariableStatement(one)) addList(one.declarationList);
    } else if ((ts.isForOfStatement(around) || ts.isForStatement(around)) && isWithin(position, around.statement)) {
      if (around.initializer !== undefined && ts.isVariableDeclarationList(around.initializer)) {
        addList(around.initializer);
      }
      if (ts.isForOfStatement(around) && isTemporary(around)) names.add(iteratedName(around, file));
    } else if (ts.isFunctionLike(around)) {
      for (const { name } of around.parameters) add(name);
      const text = around.getText(file);
      const outer = mentions;
      names = captured;
      mentions = (name) => outer(name) && new RegExp(`\\b${name}\\b`, "u").test(text);
    }
  }
  return { own: [...own], captured: [...captured] };
}

/** A loop over what nobody else has: it keeps that while it runs. */
export function isTemporary({ expression }: ts.ForOfStatement): boolean {
  return !ts.isIdentifier(expression);
}

/** A variable of ours that stands for what the loop keeps. */
export function iteratedName(loop: ts.ForOfStatement, file: ts.SourceFile): string {
  return `iterated${loop.getStart(file)}`;
}

function isWithin(position: number, { pos, end }: ts.Node): boolean {
  return pos <= position && position <= end;
}
