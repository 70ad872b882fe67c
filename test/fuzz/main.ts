/**
 * Generates modules, runs each with every combination of decisions, and compares what that shows with what the analysis says.
 *
 *     npm run fuzz -- [--seed S] [--runs N]
 *
 * Exits 1 when they disagree, with the smallest module that still does as a fixture; 2 when the command line is wrong.
 */
import { parseArgs } from "node:util";
import { fixture } from "./fixture.js";
import { type Examined, hunt, shrink } from "./hunt.js";

/** Disagreements after which there is no point in looking for more. */
const enough = 3;

const { seed, runs } = commandLine();
// Modules leave promises alone that reject: that is their business.
process.on("unhandledRejection", () => undefined);
const status = (await fuzz()) ? 0 : 1;
// Not before everything is written; and not after what shrinking has left running.
process.stdout.write("", () => process.exit(status));

async function fuzz(): Promise<boolean> {
  const started = performance.now();
  let modules = 0;
  let executions = 0;
  let insensible = 0;
  let partial = 0;
  const quiet = new Map<string, number>();
  const disagreeing: { readonly index: number; readonly found: Examined }[] = [];
  for await (const found of hunt({ seed, runs })) {
    const index = modules++;
    if (found.judged.errors.length > 0) {
      insensible += 1;
      continue;
    }
    executions += found.exploration.runs;
    if (!found.exploration.exhaustive) partial += 1;
    for (const policy of found.comparison.quiet) quiet.set(policy, (quiet.get(policy) ?? 0) + 1);
    if (found.comparison.disagreements.length > 0) disagreeing.push({ index, found });
    if (disagreeing.length >= enough) break;
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  for (const { index, found } of disagreeing) console.log(fixture(await shrink({ seed, runs }, index, found)));
  console.log(`${modules} modules (seed ${seed}), run ${executions} times, in ${seconds} s`);
  console.log(`  ${insensible} with type errors, left out; ${partial} too large for every combination of decisions`);
  for (const [policy, count] of quiet) console.log(`  quiet by policy: ${policy}: ${count}`);
  console.log(`  ${disagreeing.length} disagreements`);
  return disagreeing.length === 0;
}

function commandLine(): { readonly seed: number; readonly runs: number } {
  const { values } = parseArgs({
    options: { seed: { type: "string", default: "1" }, runs: { type: "string", default: "1000" } },
  });
  const numbers = { seed: Number(values.seed), runs: Number(values.runs) };
  if (!Number.isSafeInteger(numbers.seed) || !Number.isSafeInteger(numbers.runs) || numbers.runs < 1) {
    console.error("npm run fuzz -- [--seed S] [--runs N]: S and N are whole numbers, N at least 1.");
    process.exit(2);
  }
  return numbers;
}
