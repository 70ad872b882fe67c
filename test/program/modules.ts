/** Modules of which one takes its responses from others, and what the analysis says of them, as text. */
import type ts from "typescript";
import { type AnalyzeOptions, analyze } from "../../eslint-plugin/src/analyze.js";
import type { Leak, Verdict } from "../../eslint-plugin/src/findings/types.js";
import type { TypedFile } from "../../eslint-plugin/src/typed/types.js";

/** Every obligation of a file with its verdict, a line each; and what went wrong. */
export function verdicts(file: TypedFile, options?: AnalyzeOptions): readonly string[] {
  const { obligations, failures, unresolved } = analyze(file, options);
  return [
    ...obligations.map(({ site, verdict }) => `${at(site)} ${site.getText()}: ${verdictText(verdict)}`),
    ...[...failures, ...unresolved].map(({ function: fn, reason }) => `${at(fn)} ${reason}`),
  ];
}

function verdictText(verdict: Verdict): string {
  if (verdict.kind === "gaveUp") return `gaveUp: ${verdict.reason}`;
  if (verdict.kind !== "leaks") return verdict.kind;
  return `leaks ${verdict.leaks.map((leak: Leak) => `${leak.kind} at ${at(leak.at.node)}`).join(", ")}`;
}

function at(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName.replace(/^.*\//u, "")}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
}

/** `count` helpers, each of which calls others of them, further on and back to the first; every twentieth one fetches. */
export function ring(count: number, calls: number): string {
  const helper = (index: number): string => `h${String(index % count)}(url, n - 1)`;
  return Array.from({ length: count }, (_, index) => {
    const others = Array.from(
      { length: calls },
      (_, other) => `  if (n === ${String(other)}) return ${helper(index + 1 + other * 7)};\n`,
    );
    const last = index % 20 === 0 ? "fetch(url)" : helper(index + 1);
    return `export async function h${String(index)}(url: string, n: number): Promise<Response> {\n${others.join("")}  return ${last};\n}\n`;
  }).join("");
}

/** A generated client: methods that all send their request through one, in which a failed one is not read. */
export function client(methods: number): string {
  const method = (index: number): string => `
  async m${String(index)}(id: string): Promise<unknown> {
    const res = await this.send("/m${String(index)}/" + id);
    if (res.status === 404) return null;
    return res.json();
  }`;
  return `export class Client {
  async send(path: string): Promise<Response> {
    const res = await fetch("https://api.example.com" + path);
    if (res.status >= 500) throw new Error("failed: " + (await res.text()));
    return res;
  }
${Array.from({ length: methods }, (_, index) => method(index)).join("")}
}
`;
}
