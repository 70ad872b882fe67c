/** What a call gives, by its type. */
import { originOf } from "./declaration-path.js";
import { hasFlag } from "./type-flags.js";
import type { CallNode, Origin, TypedFile } from "./types.js";
import type ts from "typescript";

export interface CallResult {
  /** It has to be awaited; so it is taken to be where its type does not tell. */
  readonly promised: boolean;
  /** Where the types of what it gives, awaited and not null, are declared. */
  readonly origins: readonly Origin[];
}

/** @example resultOf(`client.get(url)`, file) // { promised: true, origins: [{ package: "lib", module: null, path: ["Response"] }] } */
export function resultOf(call: CallNode, { checker, program }: TypedFile): CallResult {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(call));
  const awaited = checker.getAwaitedType(type) ?? type;
  const present = checker.getNonNullableType(awaited);
  const parts = present.isUnion() ? present.types : [present];
  const origins = parts
    // The declared type leaves out that anonymous types have no symbol.
    .flatMap(({ symbol }) => (symbol as ts.Symbol | undefined)?.declarations ?? [])
    .map((declaration) => originOf(program, declaration));
  return { promised: awaited !== type || hasFlag(type, checker, "Any", "Unknown"), origins };
}
