/** VS Code as its user sees it: one page of Chromium. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Locator, type Page, chromium as playwright } from "playwright-core";
import { cache, chromium } from "./install.js";
import type { CodeServer } from "./code-server.js";

const switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  return playwright.launch({ executablePath: chromium, args: [...switches, ...quiet] });
}

export class Workbench {
  readonly page: Page;
  readonly #server: CodeServer;
  readonly #folder: string;

  private constructor(page: Page, server: CodeServer, folder: string) {
    this.page = page;
    this.#server = server;
    this.#folder = folder;
  }

  /** A page of its own, in which nothing but this machine can be reached. */
  static async create(browser: Browser, server: CodeServer, folder: string): Promise<Workbench> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 });
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await context.route(
      ({ hostname }) => hostname !== "127.0.0.1",
      (route) => route.abort(),
    );
    const page = await context.newPage();
    page.on("dialog", (dialog) => void dialog.accept());
    return new Workbench(page, server, folder);
  }

  /** Opens the folder, and a file in it. */
  async open(file?: string): Promise<void> {
    await this.goto(file === undefined ? [] : [["openFile", this.#uri(join(this.#folder, file))]]);
    await this.page.locator(".monaco-workbench").waitFor();
    if (file !== undefined) await this.page.locator(".monaco-editor .view-line").first().waitFor();
  }

  /** Opens the folder, with tests for the extension host to run. */
  async openWithTests(extension: string, tests: string): Promise<void> {
    await this.goto([
      ["extensionDevelopmentPath", this.#uri(extension)],
      ["extensionTestsPath", this.#uri(tests)],
      ["skipWelcome", "true"],
    ]);
  }

  private async goto(payload: readonly (readonly [string, string])[]): Promise<void> {
    const url = new URL(`http://${this.#server.authority}/`);
    url.searchParams.set("folder", this.#folder);
    url.searchParams.set("payload", JSON.stringify(payload));
    await this.page.goto(url.href, { waitUntil: "domcontentloaded" });
  }

  /** The squiggles in the editor; how many stand there is told by the number of findings that are visible. */
  get squiggles(): Locator {
    return this.page.locator(".monaco-editor .squiggly-warning");
  }

  /** The lines of the Problems panel. */
  get problems(): Locator {
    return this.page.locator(".markers-panel .monaco-list-row");
  }

  async showProblems(): Promise<void> {
    if (!(await this.page.locator(".markers-panel").isVisible())) await this.page.keyboard.press("Control+Shift+M");
    await this.page.locator(".markers-panel").waitFor();
  }

  async hideProblems(): Promise<void> {
    await this.page.keyboard.press("Control+Shift+M");
    await this.page.locator(".markers-panel").waitFor({ state: "hidden" });
  }

  /** Hovers over something in the editor until a row with the text shows; the mouse has to come from elsewhere. */
  async hover(target: Locator, text: string | RegExp): Promise<Locator> {
    const row = this.page.locator(".monaco-hover:not(.hidden) .hover-row", { hasText: text }).first();
    await this.#until(row, async () => {
      await this.page.mouse.move(10, 400);
      const { x, y } = await centre(target);
      await this.page.mouse.move(x, y, { steps: 4 });
    });
    return row;
  }

  /** Goes to the next problem of the file and opens the menu of fixes until it has one of that title. */
  async fixAtNextProblem(title: RegExp): Promise<Locator> {
    const item = this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
    await this.page.mouse.move(10, 400);
    await this.page.locator(".monaco-editor .view-line").first().click();
    await this.page.keyboard.press("Control+Home");
    await this.page.keyboard.press("F8");
    await this.page.locator(".zone-widget .marker-widget").first().waitFor();
    await this.page.keyboard.press("Escape");
    // While TypeScript's own server starts, the menu may stay empty.
    await this.#until(item, async () => {
      await this.page.keyboard.press("Escape");
      await this.page.keyboard.press("Control+.");
    });
    return item;
  }

  /** Runs a command by its title in the command palette. */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.page.locator(".quick-input-widget input").first().fill(`>${title}`);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notifications-toasts .notification-list-item", { hasText: text }).first();
  }

  /** The entry of the language status with that text, unfolded. */
  async status(text: string | RegExp): Promise<Locator> {
    const entry = this.page.locator(".hover-language-status", { hasText: text }).first();
    await this.#until(entry, async () => {
      await this.page.mouse.move(10, 400);
      const { x, y } = await centre(this.page.locator("[id='status.languageStatus']"));
      await this.page.mouse.move(x, y, { steps: 4 });
    });
    return entry;
  }

  /** Writes the workspace's settings, as their user would in the file. */
  writeSettings(settings: Readonly<Record<string, unknown>>): void {
    mkdirSync(join(this.#folder, ".vscode"), { recursive: true });
    writeFileSync(join(this.#folder, ".vscode/settings.json"), JSON.stringify(settings));
  }

  save(): Promise<void> {
    return this.page.keyboard.press("Control+S");
  }

  /**
   * Keeps a picture in .cache/vscode/screenshots.
   *
   * @param name of the file, without its extension
   * @param part of the workbench that is shown; without it, all of it
   * @param height of what is shown of that part, from its top, in CSS pixels
   */
  async screenshot(name: string, part?: "editor" | "panel", height = 800): Promise<void> {
    const folder = join(cache, "screenshots");
    mkdirSync(folder, { recursive: true });
    const box = part && (await this.page.locator(`.part.${part}`).boundingBox());
    await this.page.screenshot({
      path: join(folder, `${name}.png`),
      ...(box && { clip: { ...box, height: Math.min(box.height, height) } }),
    });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }

  #uri(path: string): string {
    return `vscode-remote://${this.#server.authority}${path}`;
  }

  /** Tries again and again until something shows. */
  async #until(shown: Locator, attempt: () => Promise<void>): Promise<void> {
    for (let left = 10; left > 0; left--) {
      await attempt();
      const seen = await shown.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (seen) return;
    }
    await this.screenshot("failed");
    throw new Error(`Did not show: ${shown.toString()}`);
  }
}

async function centre(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`Not visible: ${element.toString()}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
