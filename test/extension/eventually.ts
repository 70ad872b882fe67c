import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks again and again until the answer is yes.
 *
 * @param holds what is waited for; what it throws ends the waiting
 * @param what what the error calls it
 * @param limit how long, in milliseconds; a busy machine takes its time
 * @throws when the time is over
 */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string, limit = 30_000): Promise<void> {
  const end = Date.now() + limit;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${limit / 1000} s: ${what}`);
    await sleep(50);
  }
}
