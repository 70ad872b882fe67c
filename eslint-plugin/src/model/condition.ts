/** Whether a row holds for a call, beyond where the callee is declared. */
import { argumentsOf } from "../typed/callee.js";
import { makersOf } from "../typed/makers.js";
import { classOrigins } from "../typed/origin.js";
import type { CallNode, Origin, TypedFile } from "../typed/types.js";
import type { CallCondition, TypeReference } from "./types.js";

/**
 * Whether `call` meets the condition of a row. In doubt it does not where the condition asks what is given, and it does where the condition
 * asks who made the receiver: most receivers come out of sight.
 */
export function isMet(condition: CallCondition, call: CallNode, file: TypedFile): boolean {
  switch (condition.kind) {
    case "argument": {
      const given = argumentsOf(call, file);
      const argument = given === "unknown" ? undefined : given[condition.argument];
      return (
        argument !== undefined && classOrigins(argument, file).some((origin) => isDeclaredAt(origin, condition.type))
      );
    }
    case "receiver":
      return makersOf(call, file).every(
        ({ origins, options }) =>
          !options.has(condition.notGiven) && !origins.some((origin) => isDeclaredAt(origin, condition.notMadeBy)),
      );
  }
}

function isDeclaredAt(origin: Origin, { packages, module, path }: TypeReference): boolean {
  return (
    packages.includes(origin.package) &&
    origin.module === (module ?? null) &&
    origin.path.length === path.length &&
    path.every((element, index) => element === origin.path[index])
  );
}
