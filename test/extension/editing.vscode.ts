// The pictures in extension/images, which the README of the marketplaces and the walkthrough show, are copies of those that this leaves in
// .cache/vscode/screenshots.
/** The packaged extension, as its user meets it: what is seen, what is clicked, and what is on the disk afterwards. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { CodeServer } from "./code-server.js";
import { calm, install, projectOf, tsc } from "./projects.js";
import { launchBrowser, Workbench } from "./workbench.js";

let server: CodeServer;
let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  server = await CodeServer.start({ trusted: true, installed: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed-${task.name.replaceAll(/\W+/g, "-")}`);
  await workbench.close();
});

async function openIn(folder: string, file?: string): Promise<void> {
  workbench = await Workbench.create(browser, server, folder);
  await workbench.open(file);
}

test("squiggle, hover, fix, save: the file compiles and is clean on the command line", async () => {
  const project = projectOf("service");
  expect(calm(project, "src/users.ts").status).toBe(1);
  await openIn(project, "src/users.ts");

  await workbench.squiggles.nth(1).waitFor();
  await workbench.screenshot("squiggles");

  await workbench.showProblems();
  const problem = workbench.problems.filter({ hasText: "`res.status === 404`" }).first();
  await problem.waitFor();
  expect(await problem.innerText()).toMatch(/neither read nor cancelled[^]*calm\/no-unconsumed-body/);
  expect(await problem.locator("a").count()).toBeGreaterThan(0);
  for (const step of [
    "`fetch` acquires the body",
    "`res.status === 404` holds",
    "still neither read nor cancelled here",
  ]) {
    await workbench.problems.filter({ hasText: step }).first().waitFor();
  }
  await workbench.screenshot("problems", "panel", 200);
  await workbench.hideProblems();

  const hover = await workbench.hover(workbench.squiggles.first(), /ENHANCE_YOUR_CALM/);
  await workbench.screenshot("hover", "editor", 490);
  expect(await hover.innerText()).toMatch(/HTTP\/2/);

  for (let left = 2; left > 0; left--) {
    const fix = await workbench.fixAtNextProblem(/^(?:Cancel|Drain|Read)/);
    if (left === 2) await workbench.screenshot("fixes", "editor", 550);
    await fix.click();
    await vi.waitFor(async () => {
      expect(await workbench.squiggles.count()).toBe(left - 1);
    }, 20_000);
  }
  await workbench.save();
  await vi.waitFor(() => {
    expect(readFileSync(join(project, "src/users.ts"), "utf8")).toMatch(/cancel\(\)|arrayBuffer\(\)/);
  }, 10_000);
  await workbench.screenshot("fixed");
  expect(tsc(project, "-p", ".")).toMatchObject({ status: 0, stdout: "" });
  expect(calm(project, "src/users.ts")).toMatchObject({ status: 0 });
});

test("a mono-repo with React, TypeScript 7 and no ESLint: a helper of another package, also while it is edited", async () => {
  const project = projectOf("monorepo");
  install(project);
  expect(existsSync(join(project, "node_modules/eslint"))).toBe(false);
  const { version } = JSON.parse(readFileSync(join(project, "node_modules/typescript/package.json"), "utf8")) as {
    version: string;
  };
  expect(version).toMatch(/^7\./);

  await openIn(project, "packages/web/src/Price.tsx");
  await workbench.squiggles.first().waitFor();
  await workbench.screenshot("react");

  // Another program edits the helper: it reads the body itself from now on.
  const client = join(project, "packages/client/src/index.ts");
  const before = readFileSync(client, "utf8");
  writeFileSync(client, "export function get(path: string): Promise<string> { return Promise.resolve(path); }\n");
  await workbench.squiggles.first().waitFor({ state: "detached" });
  writeFileSync(client, before);
  await workbench.squiggles.first().waitFor();
});

test("the whole workspace: progress, result, and the findings of closed files in Problems", async () => {
  const project = projectOf("service");
  await openIn(project, "src/health.ts");
  await workbench.squiggles.first().waitFor();
  await workbench.run("Enhance Your Calm: Check the Whole Workspace");
  await workbench.notification(/2 files checked, 3 leaks/).waitFor();
  await workbench
    .notification(/2 files checked/)
    .getByRole("button", { name: "Show Problems" })
    .click();
  await workbench.problems.filter({ hasText: "users.ts" }).first().waitFor();
  await workbench.screenshot("workspace");
});

test("the whole workspace: cancelled before its end", async () => {
  const project = projectOf("service");
  const leak = readFileSync(join(project, "src/health.ts"), "utf8");
  for (let file = 0; file < 2000; file++) writeFileSync(join(project, `src/health-${file}.ts`), leak);
  await openIn(project, "src/health.ts");
  await workbench.squiggles.first().waitFor();
  await workbench.run("Enhance Your Calm: Check the Whole Workspace");
  const progress = workbench.notification(/src\/health-\d+\.ts/);
  await progress.waitFor();
  await workbench.screenshot("progress");
  await workbench
    .notification(/health-/)
    .getByRole("button", { name: "Cancel" })
    .click();
  await workbench.notification(/files checked until cancelled/).waitFor();
});

/** Widths of pictures as they were loaded; 0 for one that was not. */
function widthsOf(pictures: Locator): Promise<readonly number[]> {
  return pictures.evaluateAll((images: readonly unknown[]) =>
    images.map((image) => (image as { readonly naturalWidth: number }).naturalWidth),
  );
}

test("the walkthrough opens, with its pictures", async () => {
  await openIn(projectOf("service"));
  // Pictures show only where there is room for them.
  await workbench.page.keyboard.press("Control+B");
  await workbench.run("Welcome: Open Walkthrough...");
  await workbench.page.locator(".quick-input-list .monaco-list-row", { hasText: "Enhance Your Calm" }).first().click();
  await workbench.page.locator(".getting-started-step", { hasText: "What a leak does" }).waitFor();
  const media = workbench.page.locator(".getting-started-media iframe").last().contentFrame();
  // A second one inside holds the next page until it can be shown.
  const page = media.frameLocator("#active-frame");
  for (const [step, pictures] of [
    ["What a leak does", 1],
    ["Fix one", 1],
    ["Put it into CI", 0],
  ] as const) {
    await workbench.page.locator(".getting-started-step", { hasText: step }).click();
    await page.getByRole("heading", { name: step }).waitFor();
    await expect
      .poll(() => widthsOf(page.getByRole("img")))
      .toSatisfy((widths: readonly number[]) => widths.length === pictures && !widths.includes(0));
    await workbench.screenshot(`walkthrough-${step.replaceAll(" ", "-")}`);
  }
});

test("the status tells how many leaks there are, and of being turned off", async () => {
  const project = projectOf("service");
  await openIn(project, "src/users.ts");
  await workbench.squiggles.first().waitFor();
  await workbench.status(/Calm: 2 leaks/);
  await workbench.screenshot("status");
  workbench.writeSettings({ "enhanceYourCalm.enable": false });
  await workbench.squiggles.first().waitFor({ state: "detached" });
  await workbench.status(/Calm: off/);
});

test("after five crashes a message offers to start the server again", async () => {
  const project = projectOf("service");
  await openIn(project, "src/health.ts");
  const killed = new Set<number>();
  for (let crash = 1; crash <= 5; crash++) {
    await workbench.squiggles.first().waitFor();
    const [pid = 0] = server.languageServers();
    expect(killed).not.toContain(pid);
    killed.add(pid);
    process.kill(pid, "SIGKILL");
    await workbench.squiggles.first().waitFor({ state: "detached" });
  }
  const message = workbench.notification(/ended unexpectedly five times/);
  await message.getByRole("button", { name: "Restart" }).click({ trial: true });
  await workbench.screenshot("crashed");
  await message.getByRole("button", { name: "Restart" }).click();
  await workbench.squiggles.first().waitFor();
  await workbench.status(/Calm: 1 leak/);
});

test("the configuration of ESLint: copied, with a word on where it goes", async () => {
  const project = projectOf("service");
  await openIn(project, "src/health.ts");
  await workbench.squiggles.first().waitFor();
  await workbench.run("Enhance Your Calm: Copy an ESLint Configuration for This Project");
  await workbench.notification(/Paste what was copied into eslint\.config\.js\. Then: npm install/).waitFor();
  const text = await workbench.page.evaluate("navigator.clipboard.readText()");
  expect(text).toContain('import calm from "eslint-plugin-calm";');
});
