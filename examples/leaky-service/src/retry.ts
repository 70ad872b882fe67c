/** Trying again when the other side is busy. */

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function fetchPatiently(url: string, attempts = 3): Promise<Response> {
  let res = await fetch(url);
  while (res.status === 503 && attempts > 1) {
    attempts -= 1;
    await pause(500);
    res = await fetch(url); // leak: the 503 that came before is forgotten
  }
  return res;
}

/** As above, with every refused attempt cancelled. */
export async function fetchPolitely(url: string, attempts = 3): Promise<Response> {
  let res = await fetch(url);
  while (res.status === 503 && attempts > 1) {
    attempts -= 1;
    await res.body?.cancel();
    await pause(500);
    res = await fetch(url);
  }
  return res;
}
