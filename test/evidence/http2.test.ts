/** What the README says of HTTP/2, against real servers: an unread body keeps its stream. */
import { once } from "node:events";
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from "node:http2";
import { afterEach, describe, expect, it } from "vitest";
import { type Served, serveHttp2 } from "./servers.js";
import { staysPending } from "./waiting.js";

let server: Served | undefined;
let session: ClientHttp2Session | undefined;

afterEach(async () => {
  session?.destroy();
  await server?.stop();
});

async function connectTo(bytes: number): Promise<ClientHttp2Session> {
  server = await serveHttp2(bytes);
  session = http2.connect(server.url);
  session.on("error", () => undefined);
  return session;
}

/** What became of one request: undefined when it was served, else the error code of its stream. */
function request(from: ClientHttp2Session, treat: (stream: ClientHttp2Stream) => void): Promise<number | undefined> {
  return new Promise((resolve) => {
    const stream = from.request({ ":path": "/" });
    stream.on("error", () => {
      resolve(stream.rstCode);
    });
    stream.once("response", () => {
      treat(stream);
      if (stream.readableFlowing === true) {
        stream.once("end", () => {
          resolve(undefined);
        });
      } else {
        resolve(undefined);
      }
    });
  });
}

interface Storm {
  readonly requests: number;
  readonly served: number;
  readonly calmed: number;
}

/** Requests one after the other, 300 of them or until the session is gone. */
async function storm(from: ClientHttp2Session, treat: (stream: ClientHttp2Stream) => void): Promise<Storm> {
  const codes: (number | undefined)[] = [];
  while (codes.length < 300 && !from.closed && !from.destroyed) {
    codes.push(await request(from, treat));
  }
  return {
    requests: codes.length,
    served: codes.filter((code) => code === undefined).length,
    calmed: codes.filter((code) => code === http2.constants.NGHTTP2_ENHANCE_YOUR_CALM).length,
  };
}

describe("a node:http2 server that answers with 1 MiB", () => {
  const mebibyte = 2 ** 20;

  it("serves 300 requests whose bodies are read", async () => {
    const client = await connectTo(mebibyte);
    expect(await storm(client, (stream) => stream.resume())).toEqual({ requests: 300, served: 300, calmed: 0 });
  });

  it("refuses streams with ENHANCE_YOUR_CALM and ends the session when bodies are left unread", async () => {
    const client = await connectTo(mebibyte);
    expect(await storm(client, () => undefined)).toMatchObject({ requests: 113, calmed: 101 });
  });

  it("does the same when they are cancelled", async () => {
    const client = await connectTo(mebibyte);
    const cancel = (stream: ClientHttp2Stream): void => {
      stream.close(http2.constants.NGHTTP2_CANCEL);
    };
    expect(await storm(client, cancel)).toMatchObject({ requests: 113, calmed: 101 });
  });
});

describe("session.close()", () => {
  it("waits for an unread stream of 100 bytes, and for nothing else", async () => {
    const client = await connectTo(100);
    const stream = client.request({ ":path": "/" });
    await once(stream, "response");
    const closed = new Promise<void>((resolve) => {
      client.close(resolve);
    });
    expect(await staysPending(closed)).toBe(true);

    stream.resume();
    await closed;
  });
});
