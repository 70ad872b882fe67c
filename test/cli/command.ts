/**
 * The built command, run as its users run it: in a process of its own, on a folder of its own.
 *
 * `npm test` builds before it starts vitest. Whoever calls vitest alone runs `npm run build` first.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";

const program = fileURLToPath(new URL("../../eslint-plugin/bin/calm.js", import.meta.url));

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs `calm` to its end. Whatever it was asked, it must not answer with a stack trace.
 *
 * @param args - arguments of the command
 * @param surroundings - where to run it; the environment is ours without what chooses colours
 * @returns its exit code and all that it printed
 */
export async function calm(args: readonly string[], { cwd, env = {} }: Surroundings): Promise<Run> {
  const neutral = { CALM_DEBUG: undefined, CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined };
  const child = spawn(process.execPath, [program, ...args], { cwd, env: { ...process.env, ...neutral, ...env } });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  if (env["CALM_DEBUG"] === undefined) {
    expect(stdout + stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  }
  return { status, stdout, stderr };
}

const folders: string[] = [];

// Not at the end of each test: vitest cannot tell which of several concurrent ones asked for a folder.
afterAll(() => {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Makes a folder that lasts as long as the tests of the file that asks for it.
 *
 * @param files - contents by path; a path that ends in a slash is an empty folder
 * @returns its absolute path
 */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "calm-test-")));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    const absolute = join(folder, path);
    mkdirSync(path.endsWith("/") ? absolute : dirname(absolute), { recursive: true });
    if (!path.endsWith("/")) {
      writeFileSync(absolute, content);
    }
  }
  return folder;
}

/** A module with one finding, on line 2. */
export const leak = `export async function isUp(url) {
  const { ok } = await fetch(url);
  return ok;
}
`;

/** The same module without. */
export const clean = `export async function load(url) {
  const res = await fetch(url);
  return res.text();
}
`;

/** No module: ESLint's parser objects to the equals sign in column 6. */
export const syntaxError = "const = 3;\n";
