/** Hunts until the first disagreement, and says what it is. Ends with 1 if there is none within `limit` modules. */
import { hunt } from "../hunt.js";
import { ignoreStrayErrors } from "../stray-errors.js";

const limit = 2000;

ignoreStrayErrors();
let modules = 0;
for await (const { judged, comparison, source } of hunt({ seed: 1, runs: limit })) {
  modules += 1;
  const [found] = judged.errors.length > 0 ? [] : comparison.disagreements;
  if (found === undefined) continue;
  process.stdout.write(`${found.kind} in module ${modules}\n${source}`, () => process.exit(0));
  // The stream may take its time.
  await new Promise(() => undefined);
}
process.exit(1);
