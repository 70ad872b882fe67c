/**
 * A real VS Code in `.cache/vscode`, from the npm registry and Debian alone: code-server is VS Code's workbench and Node extension host,
 * behind a web page; Debian's Chromium is the screen. Takes two minutes and 620 MB the first time, nothing later.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { repository } from "../../scripts/run.mjs";

/** Everything that is kept between runs of these tests, and what they leave behind. */
export const cache = join(repository, ".cache/vscode");

const root = join(cache, "code-server");
const nodeFolder = join(cache, "node");

/** The Node that code-server is made for. */
export const node = join(nodeFolder, "bin/node");
export const codeServer = join(root, "node_modules/code-server/out/node/entry.js");

const versions = {
  node: `node-linux-${process.arch}@24.21.0`,
  codeServer: "code-server@4.139.1",
  watcher: `@parcel/watcher-linux-${process.arch}-glibc@2.5.6`,
};
const stamp = join(cache, "installed.json");

/** The browser; another one than Debian's by `$CHROMIUM`. */
export const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Modules of VS Code that are compiled here. */
const compiled = ["@vscode/spdlog", "@vscode/native-watchdog"];

/** Programs that must be there, and the Debian packages that bring them. The last three compile those modules. */
const programs = { [chromium]: "chromium", python3: "python3", make: "make", "g++": "g++" };

/** Called by vitest before the first test. Where there can be no VS Code it says why, and nothing is tested. */
export default function setup(): void {
  try {
    install();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

function install(): void {
  if (process.platform !== "linux") throw new Error("These tests need Linux: code-server is installed as for Debian.");
  const missing = Object.entries(programs).filter(([program]) => !isThere(program));
  if (missing.length > 0) installFromDebian(missing.map(([, name]) => name));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === JSON.stringify(versions)) return;
  for (const folder of [root, nodeFolder, stamp]) rmSync(folder, { force: true, recursive: true });
  console.error("Installing VS Code into .cache/vscode (two minutes) …");
  installNode();
  installCodeServer();
  writeFileSync(stamp, JSON.stringify(versions));
}

/** @param program a path, or a name to look up */
function isThere(program: string): boolean {
  return program.includes("/") ? existsSync(program) : isOnPath(program);
}

function isOnPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}

function installFromDebian(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !isOnPath("apt-get")) {
    throw new Error(`Missing on the PATH: ${packages.join(", ")}. On Debian: apt-get install ${packages.join(" ")}`);
  }
  console.error(`Installing ${packages.join(", ")} …`);
  const options = ["-qq", "-o=Dpkg::Use-Pty=0"];
  run("apt-get", ["update", ...options]);
  run("apt-get", ["install", "--yes", "--no-install-recommends", ...options, ...packages]);
}

/** The registry's copy of Node's own release, with the headers that native modules are compiled against. */
function installNode(): void {
  const staging = join(cache, "node-package");
  mkdirSync(staging, { recursive: true });
  manifest(staging);
  npm(staging, "--no-save", versions.node);
  renameSync(join(staging, `node_modules/node-linux-${process.arch}`), nodeFolder);
  rmSync(staging, { recursive: true });
}

/**
 * code-server, VS Code in it, and VS Code's built-in extensions are three packages with dependencies of their own. Their install scripts
 * fail here or fetch from elsewhere, so they are left out, and the two native modules that are missed are compiled by hand: without
 * `spdlog` there are no log files, without the watchdog an extension host outlives its server.
 */
function installCodeServer(): void {
  mkdirSync(root, { recursive: true });
  manifest(root);
  npm(root, "--no-save", "--omit=optional", versions.codeServer);
  const vscode = join(root, "node_modules/code-server/lib/vscode");
  npm(vscode, "--omit=dev", "--omit=optional");
  npm(vscode, "--no-save", "--omit=dev", "--omit=optional", versions.watcher);
  npm(join(vscode, "extensions"), "--omit=dev");
  run(node, ["postinstall.mjs"], join(vscode, "extensions"));
  // Said explicitly, as npx passes its own "no" on to the npm that it runs; without its script a package counts as rebuilt too.
  run("npm", ["rebuild", "--ignore-scripts=false", ...compiled], vscode);
  const [absent] = compiled.filter((name) => !existsSync(join(vscode, "node_modules", name, "build/Release")));
  if (absent !== undefined) throw new Error(`npm rebuild did not compile ${absent} in ${vscode}.`);
  symlink(join(vscode, "bin/remote-cli/code-server"), "code-linux.sh");
  symlink(join(vscode, "bin/helpers/browser.sh"), "browser-linux.sh");
  rmSync(join(vscode, "node_modules/@microsoft/mxc-sdk"), { force: true, recursive: true }); // 91 MB, for agents
}

/** Keeps npm from taking the repository's package.json for the folder's. */
function manifest(folder: string): void {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
}

function npm(cwd: string, ...args: readonly string[]): void {
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", ...args], cwd);
}

function symlink(path: string, target: string): void {
  rmSync(path, { force: true });
  symlinkSync(target, path);
}

/** @throws with what the program said, if it fails */
function run(program: string, args: readonly string[], cwd = repository): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: {
      ...process.env,
      DEBIAN_FRONTEND: "noninteractive",
      PATH: `${join(nodeFolder, "bin")}${delimiter}${process.env["PATH"] ?? ""}`,
      npm_config_nodedir: nodeFolder,
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(" ")} failed in ${cwd}:\n${error?.message ?? stdout + stderr}`);
  }
}
