/** Servers on the loopback interface, to measure clients against. */
import { once } from "node:events";
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo, Server } from "node:net";

export interface Served {
  readonly url: string;
  /** Requests that reached the server so far. */
  readonly requests: () => number;
  /** Connections that are open now. */
  readonly connections: () => number;
  readonly stop: () => Promise<void>;
}

/** An HTTP/1.1 server that answers every request with this status and a body of `bytes` bytes. */
export async function serveHttp1(bytes: number, status = 200): Promise<Served> {
  const body = Buffer.alloc(bytes);
  const server = http.createServer((_request, response) => response.writeHead(status).end(body));
  return serve(server, "request");
}

/** An HTTP/2 server without TLS that answers every request with a body of `bytes` bytes, written at once. */
export async function serveHttp2(bytes: number): Promise<Served> {
  const body = Buffer.alloc(bytes);
  const server = http2.createServer();
  server.on("stream", (stream) => {
    // A client that gives up ends streams and sessions with errors, which are the point of the measurement.
    stream.on("error", () => undefined);
    stream.respond({ ":status": 200 });
    stream.end(body);
  });
  server.on("session", (session) => session.on("error", () => undefined));
  return serve(server, "stream");
}

async function serve(server: Server, requestEvent: "request" | "stream"): Promise<Served> {
  let requests = 0;
  const sockets = new Set<{ destroy(): void }>();
  server.on(requestEvent, () => requests++);
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    requests: () => requests,
    connections: () => sockets.size,
    stop: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, "close");
    },
  };
}
