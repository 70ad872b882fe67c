/** What runs inside VS Code's extension host, bundled by ../host.vscode.ts: mocha, and its results as a file. */
import { writeFileSync } from "node:fs";
import Mocha from "mocha";
import { fromHost } from "./environment.js";

/** One test, as ../host.vscode.ts passes it on to vitest. */
export interface HostResult {
  readonly suite: string;
  readonly test: string;
  /** Why it failed. */
  readonly error?: string;
}

/** Called by VS Code once the workbench stands. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, reporter: "min" });
  mocha.suite.emit("pre-require", globalThis, "", mocha);
  await import("./diagnostics.js");
  await import("./fixes.js");
  await import("./hover.js");
  await import("./settings.js");
  await import("./commands.js");
  await import("./duplicates.js");
  await import("./languages.js");

  const results: HostResult[] = [];
  const { resultsFile } = fromHost();
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on("pass", ({ parent, title }) => {
        results.push({ suite: parent?.fullTitle() ?? "", test: title });
      })
      .on("fail", ({ parent, title }, failure: unknown) => {
        const error = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
        results.push({ suite: parent?.fullTitle() ?? "", test: title, error });
      });
  });
  writeFileSync(resultsFile, JSON.stringify(results));
}
