/**
 * What generated modules say of a response, said to one from a real server and to one of the world they run in: both must agree whether
 * its connection can be used again. So the oracle's notion of an ended duty is a server's, and not ours.
 */
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, fetch, request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Served, serveHttp1 } from "../evidence/servers.js";
import { bodyOf, isOpen } from "./bodies.js";
import { type Client, clients, dialects } from "./dialects.js";
import { ends, looks } from "./syntax.js";

/** More than the buffers of client and kernel hold. */
const large = 2_000_000;
/** Longer than a loopback answer takes, many times over. */
const patience = 300;

type Phrase = (res: object, log: () => void, console: object) => Promise<unknown>;
interface Opened {
  readonly response: object;
  /** Whether the only connection serves another request. */
  readonly isFree: () => Promise<boolean>;
}

let server: Served;
beforeAll(async () => {
  server = await serveHttp1(large);
});
afterAll(() => server.stop());

async function open(client: Client): Promise<Opened> {
  switch (client) {
    case "fetch": {
      const dispatcher = new Agent({ connections: 1, pipelining: 1 });
      const response = await fetch(server.url, { dispatcher });
      return {
        response,
        isFree: () =>
          settles(
            fetch(server.url, { dispatcher }).then(({ body }) => body?.cancel()),
            () => dispatcher.destroy(),
          ),
      };
    }
    case "undici": {
      const dispatcher = new Agent({ connections: 1, pipelining: 1 });
      const response = await request(server.url, { dispatcher });
      return {
        response,
        isFree: () =>
          settles(
            request(server.url, { dispatcher }).then(({ body }) => body.dump()),
            () => dispatcher.destroy(),
          ),
      };
    }
    case "http": {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      const get = (): Promise<http.IncomingMessage> =>
        new Promise((resolve, reject) => {
          http.get(server.url, { agent }, resolve).on("error", reject);
        });
      const response = await get();
      return {
        response,
        isFree: () =>
          settles(
            get().then((next) => next.resume()),
            () => {
              agent.destroy();
            },
          ),
      };
    }
  }
}

async function settles(next: Promise<unknown>, end: () => unknown): Promise<boolean> {
  const served = next.then(
    () => true,
    () => false,
  );
  const free = await Promise.race([served, sleep(patience, false)]);
  await end();
  await served;
  return free;
}

function phrase(code: string): Phrase {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the phrases are code that generated modules consist of
  return new Function("res", "log", "console", `return (async () => { ${code} })();`) as Phrase;
}

const nothing = (): void => undefined;

async function say(code: string, response: object): Promise<void> {
  // A large body is no JSON: that reading it rejects is part of what is asked.
  await phrase(code)(response, nothing, { log: nothing }).catch(nothing);
  await sleep(50);
}

describe.each(clients)("%s", (client) => {
  const dialect = dialects[client];
  let count = 0;
  const fresh = (stem: string): string => `${stem}${++count}`;
  const phrases = [
    ...ends.flatMap((how) => {
      const { awaited, synchronous } = dialect.ends[how]("res", fresh);
      return synchronous === null || synchronous === awaited ? [awaited] : [awaited, synchronous];
    }),
    ...looks.map((how) => dialect.looks[how]("res")),
  ];

  it.each([...new Set(phrases)])("%s", async (code) => {
    const { response, isFree } = await open(client);
    const body = bodyOf(client, { status: 200, dies: null });
    await Promise.all([say(code, response), say(code, body.response)]);
    expect(!isOpen(body)).toBe(await isFree());
  });
});
