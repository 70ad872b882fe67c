import { setTimeout as sleep } from "node:timers/promises";

/** Long enough for a loopback answer many times over. That something never comes can only be shown for a while. */
const aWhile = 400;

/**
 * Whether a promise is still pending after a while.
 *
 * @returns false as soon as it settles, either way
 */
export async function staysPending(promise: Promise<unknown>): Promise<boolean> {
  const settled = promise.then(
    () => false,
    () => false,
  );
  return Promise.race([settled, sleep(aWhile, true)]);
}
