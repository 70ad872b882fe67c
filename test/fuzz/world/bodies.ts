/**
 * Responses as each client makes them, over a source that gives its parts one by one. They are the clients' own classes where those can be
 * made by hand: whether a body was read to its end or given up is theirs to decide, and is asked of Node's streams. `discharge.test.ts`
 * holds them against real servers.
 */
import http from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { Duplex, Readable, isReadable } from "node:stream";
import { Response as NodeFetchResponse } from "node-fetch";
import { Response as UndiciResponse } from "undici";
import type { Client } from "../dialects/index.js";
import { Accident } from "../stray-errors.js";

const require = createRequire(import.meta.url);
const { Readable: BodyReadable } = require("undici/lib/api/readable.js") as {
  readonly Readable: new (options: object) => Readable;
};

/** What the SDK makes of the message it gets. */
const { sdkStreamMixin } = createRequire(require.resolve("@aws-sdk/client-s3"))("@smithy/core/serde") as {
  readonly sdkStreamMixin: <Stream extends Readable>(stream: Stream) => Stream;
};

export interface Body {
  /** What the client hands over. */
  readonly response: object;
  /** Its body now; null: it has none. A clone makes another one of it. */
  readonly stream: () => object | null;
  /** Left unread, it holds its connection. */
  readonly pins: boolean;
  /** The request is aborted. */
  readonly abort: () => void;
}

export interface Reply {
  readonly status: number;
  /** Of a HEAD request: there is no body, whatever the status. */
  readonly head: boolean;
  /** There is a body, of no bytes: `content-length: 0`. */
  readonly empty: boolean;
  /** Called when the connection dies in the middle of the body; null: it does not. */
  readonly dies: (() => Error) | null;
}

/** Together more than streams read ahead. */
const chunk = new TextEncoder().encode(" ".repeat(65_536));
const lastChunk = new TextEncoder().encode('"body"');
const chunks = 4;

export function bodyOf(client: Client, reply: Reply): Body {
  const { status, empty } = reply;
  switch (client) {
    case "fetch":
    case "ky":
    case "ofetch":
    case "openai":
    case "hono":
      return overWeb(reply, Response);
    case "undiciFetch":
      return overWeb(reply, UndiciResponse as unknown as typeof Response);
    case "streamed": {
      // It is asked for a stream whatever the status, and its errors are another matter.
      const { response, ...body } = overWeb({ ...reply, status: 200 }, Response);
      return { ...body, response: (response as Response).body ?? response };
    }
    case "openapi": {
      // What is not ok, or has no body, it has read itself.
      const { response, ...body } = overWeb(reply, Response);
      const hasData = status === 200 && !empty;
      const data = hasData ? (response as Response).body : undefined;
      return { ...body, response: { data, error: status > 299 ? {} : undefined, response }, pins: hasData };
    }
    case "s3": {
      const Body = sdkStreamMixin(overHttp({ ...reply, status: 200 }));
      return of({ Body, $metadata: {} }, Body, true);
    }
    case "undici":
    case "dispatched": {
      const body = overUndici(reply);
      const response = { statusCode: status, headers: lengthOf(reply), trailers: {}, opaque: null, context: {}, body };
      return of(response, body, !hasNoBody(status) && !empty && !reply.head);
    }
    case "http": {
      const message = overHttp(reply);
      return of(message, message, true);
    }
    case "axios": {
      const data = overHttp(reply);
      return of({ status, statusText: "", headers: lengthOf(reply), config: {}, data }, data, true);
    }
    case "nodeFetch": {
      const stream = hasNoBody(status) ? null : fill(new Readable({ read: () => undefined }), reply);
      const response = new NodeFetchResponse(stream, { status, headers: lengthOf(reply) });
      return { ...of(response, stream, !empty), stream: () => response.body };
    }
    case "http2": {
      const stream = fill(new Http2Stream(), reply);
      return of(stream, stream, true);
    }
    case "needle": {
      const stream = fill(new Readable({ read: () => undefined }), reply);
      return of(stream, stream, true);
    }
    case "got": {
      const stream = fill(
        new Duplex({
          write: (_chunk, _encoding, done) => {
            done();
          },
        }),
        reply,
      );
      return of(stream, stream, !hasNoBody(status) && !empty);
    }
    case "pipelined":
    case "dispatchedPipeline": {
      const stream = fill(
        new Duplex({
          write: (_chunk, _encoding, done) => {
            done();
          },
        }),
        reply,
      );
      return of(stream, stream, true);
    }
  }
}

/** Replies without a body on most clients. */
function hasNoBody(status: number): boolean {
  return status === 204 || status === 304;
}

function lengthOf({ empty }: Reply): Record<string, string> {
  return empty ? { "content-length": "0" } : {};
}

function of(response: object, stream: Readable | null, pins: boolean): Body {
  return { response, stream: () => stream, pins, abort: () => stream?.destroy(new Accident("aborted")) };
}

function overWeb(reply: Reply, Made: typeof Response): Body {
  const { status, dies, empty } = reply;
  let sent = 0;
  let source: ReadableStreamDefaultController<Uint8Array> | null = null;
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    sent += 1;
    if (dies !== null && sent > 1) {
      controller.error(dies());
      return;
    }
    controller.enqueue(sent < chunks ? chunk : lastChunk);
    if (sent === chunks) controller.close();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    source = controller;
    if (empty) controller.close();
  };
  const body = hasNoBody(status) || reply.head ? null : new ReadableStream({ start, pull }, { highWaterMark: 0 });
  const response = new Made(body, { status, headers: lengthOf(reply) });
  return {
    response,
    stream: () => response.body,
    pins: !empty,
    abort: () => {
      source?.error(new Accident("aborted"));
    },
  };
}

function overHttp(reply: Reply): http.IncomingMessage {
  const message = fill(new http.IncomingMessage(new Socket()), reply);
  return Object.assign(message, { statusCode: reply.status, statusMessage: "" });
}

/** undici pushes what arrives, and is asked to go on once its buffer is empty. */
function overUndici({ status, dies, empty }: Reply): Readable {
  const onAsked = (): void => {
    if (dies !== null) body.destroy(dies());
  };
  const body = new BodyReadable({ resume: onAsked, abort: () => undefined }).on("error", () => undefined);
  // Loops of generated modules listen again and again.
  body.setMaxListeners(0);
  const parts = hasNoBody(status) || empty ? [] : dies === null ? [chunk, chunk, chunk, lastChunk] : [chunk];
  for (const part of parts) body.push(part);
  if (dies === null) body.push(null);
  return body;
}

/** A stream of node:http2: `close()` resets it, `end()` ends only what is sent. */
class Http2Stream extends Duplex {
  readonly id = 1;

  override _write(_chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    done();
  }

  close(): void {
    this.destroy();
  }
}

/** Gives a stream its parts when it asks for them. */
function fill<Stream extends Readable>(stream: Stream, { status, dies, empty }: Reply): Stream {
  let sent = 0;
  stream._read = () => {
    sent += 1;
    if (sent > chunks || hasNoBody(status) || empty) stream.push(null);
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

/** Somebody has read of it, or is about to. */
export function isTaken({ stream }: Body): boolean {
  const body = stream();
  if (body === null) return false;
  return Readable.isDisturbed(body as never) || (body as { readonly locked?: boolean }).locked === true;
}
