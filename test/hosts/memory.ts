/**
 * `npm run hosts:memory`: what one JavaScript file that no tsconfig includes adds to the memory of a large project under typed linting.
 * The parser has typed the project and has no types for that file, so the rule makes a program of its own for it. Told are the peak of the
 * process and, since garbage makes most of that, what is left on its heap at the end.
 *
 *     npm run hosts:memory -- [rounds]
 *
 * Three rounds by default. Each lints the project alone, with a file that imports nothing, and with one that imports the whole project; ratios
 * are taken within a round. Nothing else should run on the machine.
 *
 * Exit codes: 0 measured; 2 it could not be done (no network, a linter failed, …).
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { measure, type Usage } from "../bench/measure.js";
import { prepare, subjects } from "../bench/projects.js";
import { figureOf } from "../bench/statistics.js";
import { argumentsOf } from "../bench/variants.js";
import { EnvironmentError } from "../corpus/environment-error.js";

const leak = "export const isUp = async (url) => (await fetch(url)).ok;\n";
const strays = {
  "a stray file": leak,
  "a stray file that imports the project": `import * as project from "./index.js";\nproject.http();\n${leak}`,
};

interface Pair {
  readonly without: Usage;
  readonly with: Usage;
}

try {
  await main(Number(process.argv[2] ?? 3));
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function main(rounds: number): Promise<void> {
  if (!Number.isInteger(rounds) || rounds < 1) throw new EnvironmentError("How many rounds? A whole number from 1 on.");
  const subject = subjects.at(-1);
  if (subject === undefined) throw new EnvironmentError("The benchmark has no project.");
  const folder = await prepare(subject, console.error);
  const stray = join(folder, "stray.js");
  const run = (): Promise<Usage> => measure(["--expose-gc", ...argumentsOf("calm", subject.target)], folder);

  const pairs = new Map<string, Pair[]>();
  for (let round = 0; round < rounds; round++) {
    console.error(`${subject.name}: round ${round + 1} of ${rounds}`);
    rmSync(stray, { force: true });
    const without = await run();
    for (const [name, text] of Object.entries(strays)) {
      writeFileSync(stray, text);
      pairs.set(name, [...(pairs.get(name) ?? []), { without, with: await run() }]);
    }
  }
  for (const [name, ofName] of pairs) {
    const peak = ratios(ofName, ({ memory }) => memory);
    const heap = ratios(ofName, ({ heap }) => heap);
    console.log(`${subject.name} with ${name}: peak memory ${peak}, heap ${heap}`);
  }
}

function ratios(pairs: readonly Pair[], of: (usage: Usage) => number): string {
  const { median, least, most } = figureOf(pairs.map((pair) => of(pair.with) / of(pair.without)));
  return `${median.toFixed(2)} times (${least.toFixed(2)} to ${most.toFixed(2)})`;
}
