/**
 * How suggestions look in code of every layout: the whole text before and after, as diffs. Each is tried with LF and CRLF, and indented by
 * two spaces, four spaces and tabs.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import { describe, expect, it } from "vitest";
import { noUnconsumedBody } from "../../eslint-plugin/src/rules/no-unconsumed-body.js";
import { applyEdits } from "../../eslint-plugin/src/report/suggest/edit.js";
import { fixtures } from "../rules/testers.js";
import { ModuleProgram } from "../shapes/program.js";
import { mendablesIn } from "./mendable.js";

const folder = new URL("layouts/", import.meta.url);

/** A module as it is, and as one of its suggestions leaves it. */
interface Layout {
  /** Below this folder, for the program that holds it. */
  readonly path: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** `# title [extension]`, and below it all lines of a module: `-` before, `+` after, blank in both. */
function layoutsIn(name: string): readonly Layout[] {
  const [, ...parts] = readFileSync(new URL(name, folder), "utf8").split(/^# /mu);
  return parts.map((part, index) => {
    const [head = "", ...rows] = part.trimEnd().split("\n");
    const [, title = head, extension = "ts"] = /^(.*) \[(\w+)\]$/u.exec(head) ?? [];
    const withMark = (marks: string): string =>
      rows
        .filter((row) => row === "" || marks.includes(row.charAt(0)))
        .map((row) => `${row.slice(1)}\n`)
        .join("");
    const path = `layouts/${name.replace(".diff", "")}-${String(index)}.${extension}`;
    return { path, title, before: withMark(" -"), after: withMark(" +") };
  });
}

/** A block of no effect: where the code in question shows no indentation, this does. */
const indentedBlock = "{\n  {\n  }\n}\n";

function indentedBy(unit: string, code: string): string {
  return (code + indentedBlock).replace(/^ +/gmu, (blanks) => blanks.replaceAll("  ", unit));
}

const manners = {
  plain: (code: string) => code,
  crlf: (code: string) => code.replaceAll("\n", "\r\n"),
  tabs: (code: string) => indentedBy("\t", code),
  four: (code: string) => indentedBy("    ", code),
} as const;

const written = readdirSync(folder)
  .flatMap(layoutsIn)
  .flatMap((layout) =>
    Object.entries(manners).map(([manner, rewrite]): Layout => {
      const { path, title, before, after } = layout;
      return {
        path: path.replace("layouts/", `layouts/${manner}-`),
        title: `${title}, ${manner}`,
        before: rewrite(before),
        after: rewrite(after),
      };
    }),
  )
  // There, a block behind the code is one within it.
  .filter(({ title }) => !/^the end of a module, (?:tabs|four)$/u.test(title));
const program = new ModuleProgram(
  new Map(written.flatMap(({ path, before, after }) => [[path, before] as const, [mendedPath(path), after] as const])),
);

function mendedPath(path: string): string {
  return path.replace("layouts/", "layouts/mended-");
}

describe("a suggestion leaves this text behind", () => {
  it.each(written)("$title", ({ path, before, after }) => {
    expect(program.errors(path)).toEqual([]);
    const findings = mendablesIn(program.file(path));
    const texts = findings.flatMap(({ suggestions }) => suggestions.map(({ edits }) => applyEdits(before, edits)));
    expect(texts.includes(after) ? after : texts.join("// or\n")).toBe(after);

    expect(program.errors(mendedPath(path))).toEqual([]);
    expect(mendablesIn(program.file(mendedPath(path))).length).toBeLessThan(findings.length);
  });
});

describe("through ESLint", () => {
  it("stands where it should behind a byte order mark and a shebang", () => {
    const code = '\uFEFF#!/usr/bin/env node\nconst res = await fetch("https://a.example");\nconsole.log(res.status);\n';
    const linter = new Linter();
    const messages = linter.verify(
      code,
      [
        {
          plugins: { calm: { rules: { "no-unconsumed-body": noUnconsumedBody as never } } },
          rules: { "calm/no-unconsumed-body": "error" },
        },
      ],
      { filename: join(fixtures, "marked.mjs") },
    );
    const [{ fix } = { fix: null }] = messages[0]?.suggestions ?? [];
    expect(messages).toHaveLength(1);
    expect(fix).toEqual({
      range: [code.indexOf("\nconsole") - 1, code.indexOf("\nconsole") - 1],
      text: "\nawait res.arrayBuffer().catch(() => {});",
    });
  });
});
