/** Every declaration that a call may reach. */
import type ts from "typescript";
import { originOf } from "./declaration-path.js";
import { calleeOperands, declarationOf, needsType, type Operand, signaturesOf } from "./signature.js";
import type { CallNode, Origin, TypedFile } from "./types.js";

/**
 * Every declaration that `call` may reach: through import and export renames, re-exports, namespaces, `require`, overloads, optional calls,
 * `globalThis.fetch`, `const f = fetch`, defaults of parameters and destructuring, the operands of `??`, `||` and `?:`, and the declared
 * type of a value whose function is not known (`typeof fetch`). `.call`, `.apply` and `.bind` are unwrapped.
 *
 * @example calleeOrigins(`(options.fetch ?? fetch)(url)`, file) // [{ package: "lib", module: null, path: ["fetch"] }]
 */
export function calleeOrigins(call: CallNode, file: TypedFile): readonly Origin[] {
  const operands = calleeOperands(call, file);
  return [...namedOrigins(operands, file), ...typedOrigins(call, operands, file)];
}

/** The declarations that names lead to. */
export function namedOrigins(operands: readonly Operand[], file: TypedFile): readonly Origin[] {
  return distinct(
    operands.flatMap(({ targets }) =>
      targets.flatMap((target) => (target.kind === "value" ? [] : [originOf(file.program, target.declaration)])),
    ),
  );
}

/**
 * The declarations of the signatures that a value is typed with, where no name leads to a function: those with a body in the program, too.
 */
export function typedOrigins(call: CallNode, operands: readonly Operand[], file: TypedFile): readonly Origin[] {
  return distinct(
    operands
      .filter(needsType)
      .flatMap((operand) => signaturesOf(call, operand, file))
      .flatMap((signature) => declarationOf(signature) ?? [])
      .map((declaration) => originOf(file.program, declaration)),
  );
}

/** The declarations of the class or interface that `expression` is typed with; empty for unions and types without a name. */
export function classOrigins(expression: ts.Expression, { program, checker }: TypedFile): readonly Origin[] {
  // The declared type leaves out that some types have no symbol.
  const symbol = checker.getTypeAtLocation(expression).symbol as ts.Symbol | undefined;
  return distinct((symbol?.declarations ?? []).map((declaration) => originOf(program, declaration)));
}

/** Overloads stand at one place. */
function distinct(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length < 2) return origins;
  const seen = new Set<string>();
  return origins.filter((origin) => {
    const key = JSON.stringify(origin);
    return !seen.has(key) && seen.add(key);
  });
}
