import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { calm } from "./command.js";

const sample = fileURLToPath(new URL("../../examples/leaky-service", import.meta.url));

/** The lines that say of themselves that they leak, as `path:line`. */
function announcedLeaks(): string[] {
  const files = readdirSync(sample, { recursive: true, encoding: "utf8" }).filter((path) => /\.[jt]s$/.test(path));
  return files.flatMap((path) =>
    readFileSync(join(sample, path), "utf8")
      .split("\n")
      .flatMap((line, index) => {
        const comment = line.indexOf("// leak: ");
        if (comment === -1) {
          return [];
        }
        const isAlone = line.trimStart().startsWith("//");
        return [`${path}:${isAlone ? index + 2 : index + 1}`];
      }),
  );
}

test("the sample project leaks where it says so, and nowhere else", async () => {
  const { status, stdout } = await calm(["--format", "json"], { cwd: sample });
  const results = JSON.parse(stdout) as { filePath: string; messages: { line: number; ruleId: string }[] }[];
  const reported = results.flatMap(({ filePath, messages }) =>
    messages.map(({ line }) => `${relative(sample, filePath)}:${line}`),
  );
  // An assignment may lose several responses at once.
  const lines = [...new Set(reported)].sort();
  expect(lines).toEqual(announcedLeaks().sort());
  expect(lines.length).toBeGreaterThan(5);
  expect(status).toBe(1);
});

test("the sample project compiles", () => {
  const config = ts.getParsedCommandLineOfConfigFile(join(sample, "tsconfig.json"), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
    },
  });
  const program = ts.createProgram(config?.fileNames ?? [], config?.options ?? {});
  expect(
    ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
  ).toEqual([]);
});
