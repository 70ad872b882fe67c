/** Expectations written into a fixture: where a report must stand, and what it must say. */
import ts from "typescript";

/** `// want: leak` at the end of a line (any message will do), or `// want "regexp" "regexp"` (one a report). */
export interface Want {
  readonly line: number;
  /** One for each report on the line. */
  readonly messages: readonly RegExp[];
}

/** A function, class or other statement at the top of a fixture: what one test is about. */
export interface FixtureShape {
  readonly name: string;
  readonly firstLine: number;
  readonly lastLine: number;
}

export function wantsIn(text: string): readonly Want[] {
  return text.split("\n").flatMap((content, index) => {
    const [, wanted] = /\/\/ want(: leak|(?: "[^"]*")+)$/.exec(content) ?? [];
    if (wanted === undefined) {
      if (/\bwant\b/.test(content)) {
        throw new Error(`Line ${index + 1} has a want that is not understood: ${content.trim()}`);
      }
      return [];
    }
    const patterns = [...wanted.matchAll(/"([^"]*)"/g)].map(([, source = ""]) => new RegExp(source));
    return [{ line: index + 1, messages: patterns.length === 0 ? [/./] : patterns }];
  });
}

/** The statements of a fixture that can hold an acquisition, by the names they declare. */
export function shapesIn(sourceFile: ts.SourceFile): readonly FixtureShape[] {
  const lineOf = (position: number): number => sourceFile.getLineAndCharacterOfPosition(position).line + 1;
  return sourceFile.statements.filter(canAcquire).map((statement) => ({
    name: nameOf(statement),
    firstLine: lineOf(statement.getStart(sourceFile)),
    lastLine: lineOf(statement.end),
  }));
}

function canAcquire(statement: ts.Statement): boolean {
  const ambient = ts.canHaveModifiers(statement)
    ? ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword)
    : false;
  return (
    ambient !== true &&
    !ts.isImportDeclaration(statement) &&
    !ts.isExportDeclaration(statement) &&
    !ts.isInterfaceDeclaration(statement) &&
    !ts.isTypeAliasDeclaration(statement)
  );
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join(", ");
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isModuleDeclaration(statement)) {
    return statement.name?.text ?? "default";
  }
  const text = statement.getText().split("\n", 1).join("");
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
