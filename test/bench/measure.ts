/** One run: a process of its own, its CPU time and its peak memory, as the system counted them. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { EnvironmentError } from "../corpus/environment-error.js";

export interface Usage {
  /** User and system time of all threads, from the start of the process to its end; in seconds. */
  readonly cpu: number;
  /** Largest resident set, in MiB. */
  readonly memory: number;
  /** Heap in use at the end, in MiB; garbage included unless `--expose-gc` is among the arguments. */
  readonly heap: number;
  /** How many files were linted. */
  readonly files: number;
}

type Told = NodeJS.ResourceUsage & Pick<NodeJS.MemoryUsage, "heapUsed">;

const reporter = fileURLToPath(new URL("report-usage.mjs", import.meta.url));

/**
 * Runs a linter that prints ESLint's JSON.
 *
 * @param args of node: the program and its arguments
 * @param cwd where it runs
 * @throws EnvironmentError if it fails, lints nothing or cannot parse what it lints: then its figures mean nothing
 */
export async function measure(args: readonly string[], cwd: string): Promise<Usage> {
  const child = spawn(process.execPath, ["--import", reporter, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [, stdout, stderr, usage] = child.stdio;
  const [printed, complaints, told] = await Promise.all(
    [stdout, stderr, usage].map((stream) => text(stream as NonNullable<typeof stdout>)),
  );
  const results = parse(printed);
  if (results === null || results.length === 0 || results.some(({ fatalErrorCount }) => fatalErrorCount > 0)) {
    throw new EnvironmentError(
      `${args.join(" ")} failed in ${cwd}: ${(complaints ?? "").trim() || (printed ?? "").slice(0, 500)}`,
    );
  }
  const { userCPUTime, systemCPUTime, maxRSS, heapUsed } = JSON.parse(told ?? "") as Told;
  return {
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    memory: maxRSS / 1024,
    heap: heapUsed / 1024 ** 2,
    files: results.length,
  };
}

function parse(printed: string | undefined): readonly { readonly fatalErrorCount: number }[] | null {
  try {
    return JSON.parse(printed ?? "") as readonly { readonly fatalErrorCount: number }[];
  } catch {
    return null;
  }
}
