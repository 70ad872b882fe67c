/**
 * What suggestions do when the code runs: every repair of every program, against a server that answers and one that dies in the middle of
 * the body. The program must come to the same as before, leave no error behind that nobody handles, and give its connection back.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../eslint-plugin/src/report/suggest/edit.js";
import { ModuleProgram } from "../shapes/program.js";
import { mendablesIn } from "./mendable.js";
import { clientPrograms } from "./client-programs.js";
import { type Client, programs as ownPrograms } from "./programs.js";

interface Job {
  readonly client: Client;
  readonly undici: string;
  readonly connections: number;
  readonly javascript: string;
  readonly path: string;
}

interface Result {
  readonly settled: string;
  readonly unhandled: readonly string[];
  readonly free: boolean;
}

interface Case {
  readonly name: string;
  readonly client: Client;
  readonly original: string;
  readonly repaired: readonly { readonly code: string; readonly text: string }[];
}

const paths = ["/200/answers", "/200/dies", "/500/answers", "/500/dies"] as const;
/** undici 8 needs a Node that this suite may not run on; global fetch takes an agent of any. */
const undicis = { fetch: ["undici6"], undici: ["undici6", "undici7"], http: ["undici6"], http2: ["undici6"] } as const;

const programs = [...ownPrograms, ...clientPrograms];
const program = new ModuleProgram(new Map(programs.map(({ code }, index) => [`${String(index)}.ts`, code])));
const cases = programs.map(({ name, client, code }, index): Case => {
  const repaired = mendablesIn(program.file(`${String(index)}.ts`)).flatMap(({ suggestions }) =>
    suggestions.map((suggestion) => ({ code: suggestion.code, text: applyEdits(code, suggestion.edits) })),
  );
  return { name, client, original: code, repaired };
});
const results = new Map<string, Result>();

/** A pool that a leak exhausts, and one in which a program comes to its end all the same. */
const [poolOfOne, largePool] = [1, 10] as const;

beforeAll(async () => {
  const jobs = cases.flatMap(({ client, original, repaired }) => [
    ...jobsFor(client, original, poolOfOne),
    ...jobsFor(client, original, largePool),
    ...repaired.flatMap(({ text }) => jobsFor(client, text, poolOfOne)),
  ]);
  // Waiting is most of it: several processes wait at once.
  const shares = [0, 1, 2, 3, 4, 5].map((share) => jobs.filter((_, index) => index % 6 === share));
  await Promise.all(
    shares.map(async (share) => {
      const answers = await execute(share);
      for (const [index, job] of share.entries()) {
        const answer = answers[index];
        if (answer !== undefined) results.set(keyOf(job), answer);
      }
    }),
  );
}, 300_000);

function jobsFor(client: Client, text: string, connections: number): readonly Job[] {
  const javascript = ts.transpile(text, {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  });
  return undicis[client].flatMap((undici) => paths.map((path) => ({ client, undici, connections, javascript, path })));
}

function keyOf({ undici, connections, javascript, path }: Job): string {
  return `${undici} ${String(connections)} ${path} ${javascript}`;
}

function resultOf(job: Job): Result {
  const result = results.get(keyOf(job));
  if (result === undefined) throw new Error("not executed");
  return result;
}

async function execute(jobs: readonly Job[]): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "calm-executed-"));
  try {
    const file = join(folder, "jobs.json");
    await writeFile(file, JSON.stringify(jobs));
    const script = fileURLToPath(new URL("execute.mjs", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, file], { maxBuffer: 1e8 });
    return JSON.parse(stdout) as readonly Result[];
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe.each(cases)("$name", ({ client, original, repaired }) => {
  it("leaks, and has something to mend it", () => {
    expect(repaired.length).toBeGreaterThan(0);
    const leaks = jobsFor(client, original, poolOfOne).map((job) => resultOf(job).free);
    // What the other branch of a clone reads costs memory, not the connection.
    expect(leaks.includes(false)).toBe(!original.includes(".clone()"));
  });

  describe.each(repaired)("$code", ({ text }) => {
    it.each(jobsFor(client, text, poolOfOne))("$undici $path", (job) => {
      const before = jobsFor(client, original, largePool).find(
        ({ undici, path }) => undici === job.undici && path === job.path,
      );
      const { settled, unhandled, free } = resultOf(job);
      expect({ settled, unhandled, free }).toEqual({
        settled: before && resultOf(before).settled,
        unhandled: [],
        free: true,
      });
    });
  });
});
