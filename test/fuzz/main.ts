/**
 * Generates modules, runs each with every combination of decisions, and compares what that shows with what the analysis says.
 *
 *     npm run fuzz -- [--seed S] [--runs N] [--report FILE]
 *
 * Prints what was tried. Exits 1 when they disagree, with the smallest module that still does as a fixture; 2 when the command line is wrong.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Coverage } from "./coverage.js";
import { fixture } from "./fixture.js";
import { type Examined, hunt, shrink } from "./hunt.js";
import { type Options, optionsOf, usage } from "./options.js";
import { policies } from "./policies.js";
import { ignoreStrayErrors } from "./stray-errors.js";

/** Disagreements after which there is no point in looking for more. */
const enough = 3;

interface Found {
  readonly index: number;
  readonly examined: Examined;
}

class Tally {
  modules = 0;
  executions = 0;
  /** With type errors. */
  insensible = 0;
  /** Too large for every combination of decisions. */
  partial = 0;
  leaks = 0;
  clean = 0;
  readonly quiet = new Map<string, number>();
  readonly coverage = new Coverage();
  readonly disagreeing: Found[] = [];

  add(examined: Examined): void {
    const { judged, exploration, comparison } = examined;
    const index = this.modules++;
    if (judged.errors.length > 0) {
      this.insensible += 1;
      return;
    }
    this.coverage.add(judged.analysis);
    this.executions += exploration.runs;
    if (!exploration.exhaustive) this.partial += 1;
    this.leaks += comparison.leaks;
    this.clean += comparison.clean;
    for (const policy of comparison.quiet) this.quiet.set(policy, (this.quiet.get(policy) ?? 0) + 1);
    if (comparison.disagreements.length > 0) this.disagreeing.push({ index, examined });
  }
}

const options = optionsOf(process.argv.slice(2));
if (typeof options === "string") {
  console.error(`${options} Usage: ${usage}`);
  process.exit(2);
}
ignoreStrayErrors();
const status = (await fuzz(options)) ? 0 : 1;
// Not before everything is written; and not after what shrinking has left running.
process.stdout.write("", () => process.exit(status));

async function fuzz({ seed, runs, report }: Options): Promise<boolean> {
  const started = performance.now();
  const tally = new Tally();
  for await (const examined of hunt({ seed, runs })) {
    tally.add(examined);
    if (tally.disagreeing.length >= enough) break;
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  for (const { index, examined } of tally.disagreeing) {
    console.log(fixture(await shrink({ seed, runs }, index, examined)));
  }
  console.log(tally.coverage.lines().join("\n"));
  console.log(`${tally.modules} modules (seed ${seed}), run ${tally.executions} times, in ${seconds} s`);
  console.log(`  ${tally.insensible} with type errors, left out; ${tally.partial} too large for every combination`);
  console.log(`  ${tally.leaks} responses that leak on some run, ${tally.clean} on none`);
  for (const { id } of policies) console.log(`  quiet by policy: ${id}: ${tally.quiet.get(id) ?? 0}`);
  const disagreements = tally.disagreeing.length;
  console.log(`  ${disagreements} disagreements`);
  if (report !== null) writeReport(report, disagreements);
  return disagreements === 0;
}

/** As vitest's JSON reporter writes it: the run as a whole is one test. */
function writeReport(file: string, disagreements: number): void {
  const numbers = { numPassedTests: disagreements === 0 ? 1 : 0, numFailedTests: disagreements };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...numbers, testResults: [] })}\n`);
}
