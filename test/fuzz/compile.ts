/** Makes a generated module runnable. */
import ts from "typescript";
import { isTemporary, iteratedName, variablesAt } from "./variables.js";
import { World } from "./world/world.js";

/** Calls the module's entry in a world. */
export type Run = (globals: ReturnType<World["globals"]>) => Promise<unknown>;

export function compile(source: string): Run {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
    transformers: { before: [withPositions] },
  });
  const body = `${outputText}\nreturn exports.entry();`;
  const none = { statuses: [], exceptions: false, listener: false, length: false, used: false, order: false };
  const names = Object.keys(new World(() => 0, none).globals());
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running generated code is what this is for
  const compiled = new Function("exports", ...names, body) as (...values: readonly unknown[]) => Promise<unknown>;
  return (globals) => compiled({}, ...names.map((name) => globals[name]));
}

/** Functions of the module that are called by their names, closures included. */
const ownFunction = /^(?:(?:Api\.)?(?:use|ensure|pass|with|open|check|finish)\d+|again|holder\d+\.(?:check|close))$/u;

/** Tells the world where each call stands, what functions of the module are given, which statements a run comes to, and which ends of blocks. */
function withPositions(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const tell = (
    name: "at" | "here" | "iterating" | "promised" | "within",
    ...args: readonly ts.Expression[]
  ): ts.CallExpression => factory.createCallExpression(factory.createIdentifier(name), undefined, args);
  const at = (position: number): ts.Expression => factory.createNumericLiteral(position);
  const thunk = (body: ts.Expression): ts.Expression =>
    factory.createArrowFunction(undefined, undefined, [], undefined, undefined, body);
  return (file) => {
    const come = (position: number, node: ts.Node): ts.Statement => {
      const { own, captured } = variablesAt(position, node, file);
      const values = [own, captured].map((names) =>
        factory.createArrayLiteralExpression(names.map((name) => factory.createIdentifier(name))),
      );
      return factory.createExpressionStatement(tell("here", at(position), ...values));
    };
    const traced = (statements: readonly ts.Statement[]): ts.Statement[] =>
      statements.flatMap((statement) => {
        const visited = ts.visitNode(statement, visit) as ts.Statement;
        if (ts.isFunctionDeclaration(statement)) return [visited];
        const loop = loopOf(statement);
        return [come(statement.getStart(file), statement), ...(loop === null ? [] : [keepIterated(loop)]), visited];
      });
    /** Before the loop: `const iterated = …;`. */
    const keepIterated = (loop: ts.ForOfStatement): ts.Statement => {
      const value = ts.visitNode(loop.expression, visit) as ts.Expression;
      const kept = factory.createVariableDeclaration(iteratedName(loop, file), undefined, undefined, value);
      return factory.createVariableStatement(
        undefined,
        factory.createVariableDeclarationList([kept], ts.NodeFlags.Const),
      );
    };
    const visit = (node: ts.Node): ts.Node => {
      if (ts.isBlock(node)) {
        return factory.updateBlock(node, [...traced(node.statements), come(node.end, node)]);
      }
      if (ts.isCaseOrDefaultClause(node)) {
        return ts.isCaseClause(node)
          ? factory.updateCaseClause(node, node.expression, traced(node.statements))
          : factory.updateDefaultClause(node, traced(node.statements));
      }
      if (ts.isForOfStatement(node) && isTemporary(node)) {
        const kept = tell("iterating", at(node.getStart(file)), factory.createIdentifier(iteratedName(node, file)));
        const body = ts.visitNode(node.statement, visit) as ts.Statement;
        return factory.updateForOfStatement(node, node.awaitModifier, node.initializer, kept, body);
      }
      const visited = ts.visitEachChild(node, visit, context);
      if (ts.isNewExpression(node) && node.expression.getText(file) === "Promise" && ts.isExpression(visited)) {
        return tell("promised", visited);
      }
      if (!ts.isCallExpression(node) || isInsideChain(node) || !ts.isExpression(visited)) return visited;
      const position = at(node.getStart(file));
      if (!ownFunction.test(node.expression.getText(file))) return tell("at", position, visited);
      const values = factory.createArrayLiteralExpression(
        [...namesIn(node, file)].map((name) => thunk(factory.createIdentifier(name))),
      );
      return tell("at", position, tell("within", position, values, thunk(visited)));
    };
    return ts.visitEachChild(file, visit, context);
  };
}

/** Variables that a call leads to: its arguments, what closures among them see, and what the closure sees that is called. */
function namesIn(call: ts.Node, file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && /^(?:res|held|[a-z]+\d+)$/u.test(node.text) && !names.has(node.text)) {
      names.add(node.text);
      if (/^(?:finish|holder)/u.test(node.text)) visitClosure(node.text);
    }
    ts.forEachChild(node, visit);
  };
  const visitClosure = (name: string): void => {
    const find = (node: ts.Node): void => {
      if (ts.isVariableDeclaration(node) && node.name.getText(file) === name) visit(node);
      else ts.forEachChild(node, find);
    };
    find(file);
  };
  visit(call);
  return names;
}

/** The loop that a statement is, over what nobody else has; null: it is none. */
function loopOf(statement: ts.Statement): ts.ForOfStatement | null {
  const unlabelled = ts.isLabeledStatement(statement) ? statement.statement : statement;
  return ts.isForOfStatement(unlabelled) && isTemporary(unlabelled) ? unlabelled : null;
}

/** A link of an optional chain that goes on: what it returns may be seen only at the end. */
function isInsideChain(node: ts.CallExpression): boolean {
  const { parent } = node;
  return (
    ts.isOptionalChain(node) &&
    (ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent)) &&
    ts.isOptionalChain(parent) &&
    parent.expression === node
  );
}
