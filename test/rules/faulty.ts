/** A compiler that breaks on one name: what an error of ours, or of TypeScript's, looks like from outside. */
import type ts from "typescript";

/** The name that the checker cannot bear to be asked about. */
const fault = "faulty";

/** The same program, whose checker throws when it is asked for the symbol of a name that is {@link fault}. */
export function faultyProgram(
  program: ts.Program,
  error: Error = new TypeError(`no symbol\nfor ${fault}`),
): ts.Program {
  const checker = program.getTypeChecker();
  const faulty = new Proxy(checker, {
    get(target, property) {
      if (property === "getSymbolAtLocation") {
        return (node: ts.Node) => {
          if (node.getText() === fault) throw error;
          return target.getSymbolAtLocation(node);
        };
      }
      return Reflect.get(target, property) as unknown;
    },
  });
  return { ...program, getTypeChecker: () => faulty };
}
