/** The packaged extension in a workspace that is not trusted, and that would notice if anything of it were executed. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { CodeServer } from "./code-server.js";
import { projectOf } from "./projects.js";
import { launchBrowser, Workbench } from "./workbench.js";

/** Modules that somebody may load: each leaves a file in `traces` that tells who did. */
const traps = {
  "eslint.config.mjs": "the configuration",
  "node_modules/eslint/index.js": "ESLint of the workspace",
  "node_modules/eslint-plugin-calm/index.js": "the plugin of the workspace",
  "node_modules/typescript/index.js": "TypeScript of the workspace",
  "node_modules/@typescript-eslint/parser/index.js": "the parser of the workspace",
  "node_modules/trace-plugin/index.js": "the tsconfig's plugin",
};

function setTraps(project: string): string {
  const traces = join(project, "traces");
  for (const path of Object.keys(traps)) {
    const file = join(project, path);
    const trace = JSON.stringify(join(traces, path.replaceAll("/", "-")));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      path.endsWith(".mjs")
        ? `import { writeFileSync } from "node:fs"; writeFileSync(${trace}, process.argv.join(" ")); export default [];`
        : `require("node:fs").writeFileSync(${trace}, process.argv.join(" ")); module.exports = () => ({ create: (info) => info.languageService });`,
    );
    if (path.endsWith("index.js")) {
      const name = path.replace("node_modules/", "").replace("/index.js", "");
      writeFileSync(join(dirname(file), "package.json"), JSON.stringify({ name, version: "7.0.0", main: "index.js" }));
    }
  }
  mkdirSync(traces);
  return traces;
}

test("in Restricted Mode leaks are found and fixed, and nothing of the workspace is executed", async () => {
  const project = projectOf("untrusted");
  const traces = setTraps(project);
  for (const path of Object.keys(traps)) spawnSync(process.execPath, [join(project, path)]);
  expect(readdirSync(traces), "a trap that does not snap proves nothing").toHaveLength(Object.keys(traps).length);
  for (const trace of readdirSync(traces)) rmSync(join(traces, trace));

  const server = await CodeServer.start({ trusted: false, installed: true });
  const browser = await launchBrowser();
  try {
    const workbench = await Workbench.create(browser, server, project);
    await workbench.open("src/health.ts");
    await workbench.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor();
    await workbench.squiggles.first().waitFor();
    await workbench.screenshot("restricted");
    await (await workbench.hover(workbench.squiggles.first(), /ENHANCE_YOUR_CALM/)).waitFor();
    await (await workbench.fixAtNextProblem(/^(?:Cancel|Drain|Read)/)).click();
    await workbench.squiggles.first().waitFor({ state: "detached" });
    await workbench.save();
    await vi.waitFor(() => {
      expect(readFileSync(join(project, "src/health.ts"), "utf8")).toMatch(/cancel\(\)|arrayBuffer\(\)/);
    }, 10_000);
    await workbench.run("Enhance Your Calm: Check the Whole Workspace");
    await workbench.notification(/files? checked/).waitFor();
    const said = readdirSync(traces).map((trace) => `${trace}: ${readFileSync(join(traces, trace), "utf8")}`);
    expect(said).toEqual([]);
  } finally {
    await browser.close();
    await server.stop();
  }
});
