/** What generated modules have tried: which rows of the model's tables, in functions with which kinds of instructions. */
import ts from "typescript";
import type { FileAnalysis } from "../../eslint-plugin/src/findings/types.js";
import { enclosingFunction } from "../../eslint-plugin/src/ir/function-nodes.js";
import { lower } from "../../eslint-plugin/src/ir/lower.js";
import { programScopes } from "../../eslint-plugin/src/ir/scopes.js";
import type { FunctionNode, Instruction, Terminal } from "../../eslint-plugin/src/ir/types.js";
import { classify } from "../../eslint-plugin/src/model/classify.js";
import { allRows } from "../../eslint-plugin/src/model/tables.js";
import type { CallRow } from "../../eslint-plugin/src/model/types.js";
import { whyNotGenerated } from "./not-generated.js";

type Kind = Instruction["kind"] | Terminal["kind"];

const kinds: Readonly<Record<Kind, true>> = {
  parameter: true,
  literal: true,
  ambient: true,
  load: true,
  store: true,
  copy: true,
  get: true,
  set: true,
  call: true,
  await: true,
  yield: true,
  closure: true,
  class: true,
  array: true,
  object: true,
  operator: true,
  rest: true,
  iterator: true,
  element: true,
  iteratorClose: true,
  caught: true,
  dispose: true,
  scopeExit: true,
  opaque: true,
  goto: true,
  branch: true,
  next: true,
  resume: true,
  return: true,
  throw: true,
  rethrow: true,
  unreachable: true,
};
const allKinds = Object.keys(kinds) as readonly Kind[];

export class Coverage {
  readonly #byRow = new Map<CallRow, { calls: number; readonly kinds: Set<Kind> }>();
  readonly #endings = new Map<string, number>();

  add({ file, obligations }: FileAnalysis): void {
    const scopes = programScopes(file.sourceFile);
    const known = new Map<FunctionNode, ReadonlySet<Kind>>();
    const visit = (node: ts.Node): void => {
      ts.forEachChild(node, visit);
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const { model } = classify(node, file);
      const row = model && allRows.find((one) => one.model === model);
      if (row === undefined) return;
      const fn = enclosingFunction(node);
      const around = known.get(fn) ?? kindsOf(lower(fn, scopes));
      known.set(fn, around);
      const seen = this.#byRow.get(row) ?? { calls: 0, kinds: new Set() };
      this.#byRow.set(row, { calls: seen.calls + 1, kinds: new Set([...seen.kinds, ...around]) });
    };
    visit(file.sourceFile);
    for (const { does, by } of obligations.flatMap(({ endings }) => endings)) {
      const how = "name" in by ? `${by.kind} ${by.name ?? "?"}` : by.kind;
      this.#endings.set(`${does}: ${how}`, (this.#endings.get(`${does}: ${how}`) ?? 0) + 1);
    }
  }

  lines(): readonly string[] {
    const rows = [...this.#byRow].sort(([, a], [, b]) => b.calls - a.calls);
    const missed = (seen: ReadonlySet<Kind>): string => {
      const others = allKinds.filter((kind) => !seen.has(kind));
      return others.length === 0 ? "" : `, not ${others.join(", ")}`;
    };
    return [
      `Rows of the model: ${rows.length} of ${allRows.length} were called, in functions with these kinds of instructions:`,
      ...rows.map(
        ([row, seen]) =>
          `  ${titleOf(row)}: ${seen.calls} calls, ${seen.kinds.size} of ${allKinds.length} kinds${missed(seen.kinds)}`,
      ),
      "Rows that were not called:",
      ...allRows.flatMap((row) =>
        this.#byRow.has(row) ? [] : [`  ${titleOf(row)}: ${whyNotGenerated(row) ?? "not come to in this run"}`],
      ),
      "How duties ended:",
      ...[...this.#endings].sort(([, a], [, b]) => b - a).map(([how, times]) => `  ${how}: ${times}`),
    ];
  }
}

function kindsOf({ blocks }: ReturnType<typeof lower>): ReadonlySet<Kind> {
  return new Set(
    blocks.flatMap(({ instructions, terminal }) => [...instructions.map(({ kind }) => kind), terminal.kind]),
  );
}

function titleOf({ packages, paths, modules, majors }: CallRow): string {
  const [path = []] = paths;
  const from = [packages[0] ?? "", ...(modules ?? []).slice(0, 1)].join("/");
  return `${from}${majors === undefined ? "" : ` ${majors.join("/")}`} ${path.join(".")}${paths.length > 1 ? ", …" : ""}`;
}
