/**
 * Responses as each client makes them, over a source that gives its parts one by one. They are the clients' own classes: whether a body was
 * read to its end or given up is theirs to decide, and is asked of Node's streams. `discharge.test.ts` holds them against real servers.
 */
import http from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { type Readable, isReadable } from "node:stream";
import type { Client } from "./dialects.js";

const require = createRequire(import.meta.url);
const { Readable: BodyReadable } = require("undici/lib/api/readable.js") as {
  readonly Readable: new (options: object) => Readable;
};

export interface Body {
  /** What the client hands over. */
  readonly response: object;
  /** Its body now; null: it has none. A clone makes another one of it. */
  readonly stream: () => object | null;
  /** Left unread, it holds its connection. */
  readonly pins: boolean;
}

export interface Reply {
  readonly status: number;
  /** Called when the connection dies in the middle of the body; null: it does not. */
  readonly dies: (() => Error) | null;
}

const chunk = new TextEncoder().encode(" ".repeat(1024));
const lastChunk = new TextEncoder().encode('"body"');
const chunks = 4;

/** Replies without a body; a `node:http` message owes even then. */
const empty = [204, 304];

export function bodyOf(client: Client, reply: Reply): Body {
  switch (client) {
    case "fetch":
      return overWeb(reply);
    case "undici": {
      const body = overUndici(reply);
      const response = { statusCode: reply.status, headers: {}, trailers: {}, opaque: null, context: {}, body };
      return { response, stream: () => body, pins: !empty.includes(reply.status) };
    }
    case "http": {
      const message = fill(new http.IncomingMessage(new Socket()), reply);
      Object.assign(message, { statusCode: reply.status, statusMessage: "" });
      return { response: message, stream: () => message, pins: true };
    }
  }
}

function overWeb({ status, dies }: Reply): Body {
  let sent = 0;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    sent += 1;
    if (dies !== null && sent > 1) {
      controller.error(dies());
      return;
    }
    controller.enqueue(sent < chunks ? chunk : lastChunk);
    if (sent === chunks) controller.close();
  };
  const body = empty.includes(status) ? null : new ReadableStream({ pull }, { highWaterMark: 0 });
  const response = new Response(body, { status });
  return { response, stream: () => response.body, pins: true };
}

/** undici pushes what arrives, and is asked to go on once its buffer is empty. */
function overUndici({ status, dies }: Reply): Readable {
  const onAsked = (): void => {
    if (dies !== null) body.destroy(dies());
  };
  const body = new BodyReadable({ resume: onAsked, abort: () => undefined }).on("error", () => undefined);
  // Loops of generated modules listen again and again.
  body.setMaxListeners(0);
  const parts = empty.includes(status) ? [] : dies === null ? [chunk, chunk, chunk, lastChunk] : [chunk];
  for (const part of parts) body.push(part);
  if (dies === null) body.push(null);
  return body;
}

/** Gives a stream its parts when it asks for them. */
function fill<Stream extends Readable>(stream: Stream, { status, dies }: Reply): Stream {
  let sent = 0;
  stream._read = () => {
    sent += 1;
    if (sent > chunks || empty.includes(status)) stream.push(null);
    else if (dies !== null && sent > 1) stream.destroy(dies());
    else stream.push(sent < chunks ? chunk : lastChunk);
  };
  // Somebody always listens, so that a test of ours does not end with the process.
  return stream.setMaxListeners(0).on("error", () => undefined);
}

/** Neither read to its end nor given up. */
export function isOpen({ stream, pins }: Body): boolean {
  const body = stream();
  return pins && body !== null && isReadable(body as never) === true;
}
