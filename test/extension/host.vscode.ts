/** The tests in host/, which VS Code runs in its extension host; each is a test here too. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { describe, expect, test } from "vitest";
import { repository } from "../../scripts/run.mjs";
import { CodeServer } from "./code-server.js";
import { hostVariable, type HostEnvironment } from "./host/environment.js";
import type { HostResult } from "./host/index.js";
import { cache } from "./install.js";
import { launchBrowser, Workbench } from "./workbench.js";

/** All of them together, in milliseconds. */
const limit = 600_000;

// Here and not in a hook: what the tests are called is known only when they have run.
const results = await runInHost();
for (const name of new Set(results.map(({ suite }) => suite))) {
  describe(name, () => {
    for (const { test: title, error } of results.filter(({ suite }) => suite === name)) {
      test(title, () => {
        expect(error).toBeUndefined();
      });
    }
  });
}

async function runInHost(): Promise<readonly HostResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "calm-host-"));
  const workspace = join(folder, "workspace");
  cpSync(join(import.meta.dirname, "fixtures/host"), workspace, { recursive: true });
  const resultsFile = join(folder, "results.json");
  const environment = (logs: string): HostEnvironment => ({ resultsFile, logs });
  const server = await CodeServer.start({
    trusted: true,
    installed: false,
    extensions: [join(import.meta.dirname, "fixtures/vue-language")],
    // Without it the workbench takes no tests from its address.
    args: ["--vscode-option", "enable-smoke-test-driver"],
    env: (logs) => ({ [hostVariable]: JSON.stringify(environment(logs)) }),
  });
  const browser = await launchBrowser();
  try {
    const workbench = await Workbench.create(browser, server, workspace);
    const ended = new Promise<void>((resolve) => {
      void workbench.page.exposeFunction("codeAutomationExit", () => {
        resolve();
      });
    });
    const said: string[] = [];
    await workbench.page.exposeFunction("codeAutomationLog", (_type: string, values: unknown[]) => {
      said.push(values.join(" "));
    });
    await workbench.openWithTests(repository, await bundled());
    const late = AbortSignal.timeout(limit);
    await Promise.race([
      ended,
      new Promise((_, reject) => {
        late.onabort = () => {
          reject(new Error("The extension host did not end its tests in time."));
        };
      }),
    ]);
    if (!existsSync(resultsFile)) throw new Error(`The tests did not run:\n${said.join("\n")}`);
    return JSON.parse(readFileSync(resultsFile, "utf8")) as HostResult[];
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The extension host loads CommonJS. */
async function bundled(): Promise<string> {
  const outfile = join(cache, "host/index.cjs");
  await esbuild.build({
    entryPoints: [join(import.meta.dirname, "host/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return outfile;
}
