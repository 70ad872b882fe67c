/** A VS Code that knows nothing of this machine: folders of its own for its user, settings and extensions. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { repository } from "../../scripts/run.mjs";
import { codeServer, node } from "./install.js";
import { eventually } from "./eventually.js";

/** Whatever would ask, advertise or come in between; what is looked at is ours alone. */
const settings = {
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false,
  "files.autoSave": "off",
  "editor.minimap.enabled": false,
  "editor.hover.delay": 100,
  "editor.lightbulb.enabled": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "window.commandCenter": false,
};

export interface CodeServerOptions {
  /** Whether folders are trusted without a question; else VS Code asks, and starts in Restricted Mode. */
  readonly trusted: boolean;
  /** Whether the packaged extension is installed. */
  readonly installed: boolean;
  /** Folders of further extensions. */
  readonly extensions?: readonly string[];
  /** Further arguments of code-server. */
  readonly args?: readonly string[];
  /** Further variables, which the extension host sees too; takes the folder of the logs. */
  readonly env?: (logs: string) => Readonly<Record<string, string>>;
}

/** The packaged extension, as `npm run package` wrote it. */
function vsix(): string {
  const [name] = readdirSync(join(repository, "dist")).filter((file) => file.endsWith(".vsix"));
  if (name === undefined) throw new Error("dist/ holds no .vsix: run `npm run package` first.");
  return join(repository, "dist", name);
}

export class CodeServer {
  /** Host and port. */
  readonly authority: string;
  readonly #folder: string;
  readonly #process: ChildProcess;

  private constructor(authority: string, folder: string, process: ChildProcess) {
    this.authority = authority;
    this.#folder = folder;
    this.#process = process;
  }

  /** Starts one, and waits until it answers. @throws with its output if it does not */
  static async start({ trusted, installed, extensions = [], args = [], env }: CodeServerOptions): Promise<CodeServer> {
    const folder = mkdtempSync(join(tmpdir(), "calm-vscode-"));
    mkdirSync(join(folder, "data/User"), { recursive: true });
    mkdirSync(join(folder, "extensions"));
    for (const path of extensions) cpSync(path, join(folder, "extensions", basename(path)), { recursive: true });
    const trust = trusted ? { "security.workspace.trust.enabled": false } : {};
    writeFileSync(join(folder, "data/User/settings.json"), JSON.stringify({ ...settings, ...trust }));
    const options = [
      `--user-data-dir=${join(folder, "data")}`,
      `--extensions-dir=${join(folder, "extensions")}`,
      "--disable-telemetry",
      "--disable-update-check",
    ];
    const environment = { ...ownEnvironment(folder), ...env?.(join(folder, "data/logs")) };
    if (installed) {
      execFileSync(node, [codeServer, ...options, "--install-extension", vsix()], { env: environment, stdio: "pipe" });
    }
    const authority = `127.0.0.1:${await freePort()}`;
    const output = join(folder, "output.log");
    const file = openSync(output, "w");
    const trustOption = trusted ? ["--disable-workspace-trust"] : [];
    const server = spawn(
      node,
      [codeServer, ...options, "--auth=none", `--bind-addr=${authority}`, ...trustOption, ...args],
      // A process group of its own, which the extension host, the watcher and our server belong to as well.
      { env: environment, detached: true, stdio: ["ignore", file, file] },
    );
    await eventually(() => {
      const said = readFileSync(output, "utf8");
      if (server.exitCode !== null) throw new Error(`code-server ended:\n${said}`);
      return said.includes("HTTP server listening");
    }, "code-server listens");
    return new CodeServer(authority, folder, server);
  }

  /** Process ids of our language servers in it. */
  languageServers(): readonly number[] {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => {
        const line = commandLineOf(pid);
        return line.includes(join(this.#folder, "extensions")) && line.includes("server.cjs");
      });
  }

  /** Ends it and everything that it started. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#signal("SIGTERM");
    await Promise.race([ended, sleep(3000, undefined, { ref: false })]);
    this.#signal("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #signal(signal: NodeJS.Signals): void {
    try {
      process.kill(-(this.#process.pid ?? 0), signal);
    } catch {
      // The whole group has ended already.
    }
  }
}

/** Ours, without what another VS Code or code-server may have put there. */
function ownEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VSCODE_|ELECTRON_|VITEST|NODE_OPTIONS$|PORT$|PASSWORD$)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "share"),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Empty for a process that has ended. */
function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
