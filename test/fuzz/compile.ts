/** Makes a generated module runnable. */
import ts from "typescript";
import { World } from "./world.js";

/** Calls the module's entry in a world. */
export type Run = (globals: ReturnType<World["globals"]>) => Promise<unknown>;

export function compile(source: string): Run {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
    transformers: { before: [withPositions] },
  });
  const body = `${outputText}\nreturn exports.entry();`;
  const names = Object.keys(new World(() => 0, { statuses: [], exceptions: false, listener: false }).globals());
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- running generated code is what this is for
  const compiled = new Function("exports", ...names, body) as (...values: readonly unknown[]) => Promise<unknown>;
  return (globals) => compiled({}, ...names.map((name) => globals[name]));
}

/** Tells the world where each call stands. */
function withPositions(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  return (file) => {
    const visit = (node: ts.Node): ts.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(node) || ts.isOptionalChain(node) || !ts.isExpression(visited)) return visited;
      const position = factory.createNumericLiteral(node.getStart(file));
      return factory.createCallExpression(factory.createIdentifier("at"), undefined, [position, visited]);
    };
    return ts.visitEachChild(file, visit, context);
  };
}
