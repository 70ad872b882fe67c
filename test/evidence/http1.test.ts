/** What the README says of HTTP/1.1, against real servers: an unread body keeps its connection. */
import http from "node:http";
import { Readable } from "node:stream";
import { Agent, fetch, request, type Response } from "undici";
import { afterEach, describe, expect, it } from "vitest";
import { type Served, serveHttp1 } from "./servers.js";
import { staysPending } from "./waiting.js";

/** More than the buffers of client and kernel hold. */
const large = 2_000_000;
const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) {
    await cleanup();
  }
});

async function serverOf(bytes: number): Promise<Served> {
  const server = await serveHttp1(bytes);
  cleanups.push(server.stop);
  return server;
}

function poolOfOne(): Agent {
  const pool = new Agent({ connections: 1 });
  cleanups.push(() => pool.destroy());
  return pool;
}

describe("a pool of one connection", () => {
  it("answers no second request while a body of 2 MB is unread, and does once it is read", async () => {
    const server = await serverOf(large);
    const dispatcher = poolOfOne();
    const first = await request(server.url, { dispatcher });
    const second = request(server.url, { dispatcher });
    expect(await staysPending(second)).toBe(true);
    expect(server.requests()).toBe(1);

    await first.body.dump({ limit: large });
    const { statusCode, body } = await second;
    await body.dump({ limit: large });
    expect(statusCode).toBe(200);
    expect(server.connections()).toBe(1);
  });

  const discharging: Readonly<Record<string, (response: Response) => unknown>> = {
    "text()": (response) => response.text(),
    "text() that nobody awaits": (response) => void response.text(),
    "body.cancel()": (response) => response.body?.cancel(),
    "a for await that is left": async (response) => {
      for await (const chunk of response.body ?? []) {
        expect(chunk).toBeInstanceOf(Uint8Array);
        break;
      }
    },
    "Readable.fromWeb(body).resume()": (response) => Readable.fromWeb(response.body as never).resume(),
  };

  it.each(Object.entries(discharging))("goes on after %s", async (_name, discharge) => {
    const server = await serverOf(large);
    const dispatcher = poolOfOne();
    await discharge(await fetch(server.url, { dispatcher }));
    const { status, body } = await fetch(server.url, { dispatcher });
    await body?.cancel();
    expect(status).toBe(200);
  });

  const keeping: Readonly<Record<string, (response: Response) => unknown>> = {
    "its status": (response) => response.status,
    "getReader() and releaseLock()": (response) => response.body?.getReader().releaseLock(),
    "one read(), then releaseLock()": async (response) => {
      const reader = response.body?.getReader();
      await reader?.read();
      reader?.releaseLock();
    },
    "cancelling its clone": (response) => void response.clone().body?.cancel(),
    "a pipeThrough() that nobody reads": (response) => response.body?.pipeThrough(new TextDecoderStream() as never),
  };

  it.each(Object.entries(keeping))("stalls after nothing but %s", async (_name, look) => {
    const server = await serverOf(large);
    const dispatcher = poolOfOne();
    // Held on to until the end: what garbage collection would do is not what is measured.
    const response = await fetch(server.url, { dispatcher });
    const kept = await look(response);
    const next = fetch(server.url, { dispatcher });
    expect(await staysPending(next)).toBe(true);
    expect([response.status, kept]).toHaveLength(2);

    await dispatcher.destroy();
    await expect(next).rejects.toThrow();
  });
});

describe("global fetch", () => {
  it("has 100 connections open after 100 bodies left unread, one after the other", async () => {
    const server = await serverOf(large);
    const unread: globalThis.Response[] = [];
    for (let count = 0; count < 100; count++) {
      unread.push(await globalThis.fetch(server.url));
    }
    expect(server.connections()).toBe(100);
    for (const { body } of unread) {
      await body?.cancel();
    }
  });

  it("has no more than two open after 20 bodies read", async () => {
    const server = await serverOf(large);
    for (let count = 0; count < 20; count++) {
      await (await globalThis.fetch(server.url)).arrayBuffer();
    }
    expect(server.connections()).toBeLessThanOrEqual(2);
  });
});

describe("an agent of node:http with one socket", () => {
  function agentOfOne(): http.Agent {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    cleanups.push(() => {
      agent.destroy();
    });
    return agent;
  }

  /** The response, which the listener leaves unread. */
  function get(url: string, agent: http.Agent): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      http.get(url, { agent }, resolve).on("error", reject);
    });
  }

  it.each([100, 0])("stalls on an unread response of %i bytes, until it is resumed", async (bytes) => {
    const server = await serverOf(bytes);
    const agent = agentOfOne();
    const first = await get(server.url, agent);
    const second = get(server.url, agent);
    expect(await staysPending(second)).toBe(true);
    expect(server.requests()).toBe(1);

    first.resume();
    (await second).resume();
    expect(server.requests()).toBe(2);
  });

  it("goes on when nobody listens for the response", async () => {
    const server = await serverOf(large);
    const agent = agentOfOne();
    http.get(server.url, { agent });
    (await get(server.url, agent)).resume();
    expect(server.requests()).toBe(2);
  });
});
