/**
 * `npm run bench:editor`: how long an editor waits for findings, beside typescript-eslint's own way to types with the same rule.
 *
 *     npm run bench:editor -- [--rounds <n>] [--keystrokes <n>] [--update-readme] [--help]
 *
 * Each side runs in a process of its own, one after the other, beginning with the other one each round; ratios are taken within a round.
 * The first ten keystrokes are not counted: the virtual machine still compiles. Nothing else should run on the machine.
 *
 * Exit codes: 0 measured, 2 it could not be done.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { EnvironmentError } from "../../corpus/environment-error.js";
import { updateReadme } from "../../corpus/readme.js";
import { prepare, subjects } from "../projects.js";
import { type Figure, figureOf } from "../statistics.js";

const help = `Usage: npm run bench:editor -- [options]

Measures how long an editor waits for findings while somebody types.

  --rounds <n>      paired rounds of every project (3)
  --keystrokes <n>  counted keystrokes of each run (40)
  --update-readme   also rewrite the figures in README.md
  --help            this text

Exit codes: 0 measured, 2 it could not be done.`;

/** From small to large, each with a file of its own that acquires responses. */
const typedFiles: Readonly<Record<string, string>> = {
  "@huggingface/hub": "src/lib/download-file.ts",
  openai: "src/client.ts",
  viem: "utils/rpc/http.ts",
};

/** Until then, what is measured is the compiler of the virtual machine. */
const warmUp = 10;

const sides = ["server", "projectService"] as const;
type Side = (typeof sides)[number];

interface Typing {
  readonly first: number;
  readonly keystrokes: readonly number[];
  readonly findings: number;
  readonly peak: number;
  readonly heap: number;
}

type Round = Readonly<Record<Side, Typing>>;

const columns = [
  "project",
  "lines",
  "keystroke to findings, median",
  "p95",
  "part of `projectService`'s",
  "first findings after opening",
  "part of `projectService`'s",
  "peak memory",
  "part of `projectService`'s",
];

try {
  await main();
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "3" },
      keystrokes: { type: "string", default: "40" },
      "update-readme": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const [rounds, keystrokes] = [wholeNumber("rounds", values.rounds), wholeNumber("keystrokes", values.keystrokes)];
  const rows: string[] = [];
  for (const [name, file] of Object.entries(typedFiles)) {
    const subject = subjects.find((each) => each.name === name);
    if (subject === undefined) throw new EnvironmentError(`There is no ${name} to type in.`);
    const folder = await prepare(subject, console.error);
    const measured: Round[] = [];
    for (let index = 0; index < rounds; index += 1) {
      console.error(`${name}: round ${index + 1} of ${rounds}`);
      measured.push(round(folder, join(folder, file), keystrokes, index));
    }
    rows.push(row(name, linesIn(folder), measured));
  }
  const table = [line(columns), line(columns.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows].join("\n");
  const note = `Medians of ${rounds} rounds of ${keystrokes} keystrokes, least and most in brackets; p95 over all keystrokes. Milliseconds are of the machine that measured, ratios are to typescript-eslint's \`projectService\` with the same rule in ESLint's own class, which does not see what other files hold by then. Peak memory is that of the whole process.`;
  if (values["update-readme"]) await updateReadme("bench-editor", `${table}\n\n${note}`);
  console.log(`${table}\n\n${note}`);
}

function row(name: string, lines: number, rounds: readonly Round[]): string {
  const warm = ({ keystrokes }: Typing): readonly number[] => keystrokes.slice(warmUp);
  const median = (typing: Typing): number => figureOf(warm(typing)).median;
  const all = rounds.flatMap(({ server }) => warm(server)).toSorted((a, b) => a - b);
  const ratio = (of: (typing: Typing) => number): Figure =>
    figureOf(rounds.map(({ server, projectService }) => of(server) / of(projectService)));
  return line([
    name,
    lines.toLocaleString("en"),
    `${figureOf(rounds.map(({ server }) => median(server))).median.toFixed(0)} ms`,
    `${(all[Math.floor(all.length * 0.95)] ?? Number.NaN).toFixed(0)} ms`,
    inBrackets(ratio(median)),
    `${(figureOf(rounds.map(({ server }) => server.first)).median / 1000).toFixed(1)} s`,
    inBrackets(ratio(({ first }) => first)),
    `${figureOf(rounds.map(({ server }) => server.peak)).median.toFixed(0)} MiB`,
    inBrackets(ratio(({ peak }) => peak)),
  ]);
}

function round(folder: string, file: string, keystrokes: number, index: number): Round {
  const ordered = index % 2 === 0 ? sides : sides.toReversed();
  const typings = Object.fromEntries(ordered.map((side) => [side, run(side, folder, file, keystrokes)])) as Round;
  if (typings.server.findings !== typings.projectService.findings) {
    throw new EnvironmentError(`The two sides do not find the same in ${file}.`);
  }
  return typings;
}

function run(side: Side, folder: string, file: string, keystrokes: number): Typing {
  const program = fileURLToPath(new URL("typing.mjs", import.meta.url));
  const args = ["--expose-gc", program, side, file, String(keystrokes + warmUp)];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" })) as Typing;
  } catch (error) {
    throw new EnvironmentError(
      `${side} failed in ${folder}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function linesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !/(?:^|\/)node_modules\/|\.d\.ts$/u.test(path))
    .reduce((sum, path) => sum + readFileSync(join(folder, path), "utf8").split("\n").length, 0);
}

function inBrackets({ median, least, most }: Figure): string {
  return `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new EnvironmentError(`--${name} takes a whole number from 1 on, not ${text}.`);
}
