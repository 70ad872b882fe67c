// Runs programs against servers that answer, and against servers that die in the middle of a body, in a process of its own: an unhandled
// rejection or an uncaught exception is then that program's, and nobody else's.
//
//     node execute.mjs <file with Job[] as JSON>      prints Result[] as JSON
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import http2 from "node:http2";
import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { compileFunction } from "node:vm";

/**
 * @typedef {object} Job
 * @property {"fetch" | "undici" | "http" | "http2"} client
 * @property {string} undici the package that the program's `undici` stands for, and whose agent global fetch gets
 * @property {number} connections how many the client may open at a time
 * @property {string} javascript a CommonJS module that exports `run`
 * @property {string} path what to ask the server for: `/<status>/<answers or dies>`
 */

/**
 * @typedef {object} Result
 * @property {string} settled what `run` came to
 * @property {readonly string[]} unhandled rejections and exceptions that nobody caught
 * @property {boolean} free whether the next request on the same connection was answered
 */

const require = createRequire(import.meta.url);
const bytes = 2_000_000;
const body = Buffer.from(JSON.stringify("x".repeat(bytes - 2)));
const firstPart = body.subarray(0, 100_000);
/** Milliseconds after which a request, or a program, counts as stuck. */
const patience = 1500;

/** @type {Job[]} */
const jobs = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
/** @type {string[]} */
let unhandled = [];
process.on("unhandledRejection", (reason) => unhandled.push(`rejection: ${String(reason)}`));
process.on("uncaughtException", (error) => unhandled.push(`exception: ${String(error)}`));

const h1 = http.createServer((request, response) => {
  const { status, dies } = wanted(request.url);
  response.writeHead(status, { "content-length": bytes });
  response.write(firstPart);
  if (dies) setTimeout(() => response.socket?.destroy(), 40);
  else response.end(body.subarray(firstPart.length));
});
// One stream at a time: the next request waits until the one before has ended.
const h2 = http2.createServer({ settings: { maxConcurrentStreams: 1 } });
h2.on("stream", (stream, headers) => {
  stream.on("error", () => undefined);
  const { status, dies } = wanted(headers[":path"]);
  stream.respond({ ":status": status });
  stream.write(firstPart);
  if (dies) setTimeout(() => stream.session?.destroy(), 40);
  else stream.end(body.subarray(firstPart.length));
});
h2.on("session", (session) => session.on("error", () => undefined));
const [origin1, origin2] = [await listen(h1), await listen(h2)];

/** @type {Result[]} */
const results = [];
for (const job of jobs) {
  // What keeps a module from being loaded is an error of the suite, and no program's: the listeners above would swallow it.
  const result = await execute(job).catch((/** @type {unknown} */ error) => {
    process.stderr.write(`${String(error)}\n${job.javascript}\n`, () => process.exit(1));
    return null;
  });
  if (result === null) break;
  results.push(result);
}
if (results.length === jobs.length) process.stdout.write(JSON.stringify(results), () => process.exit(0));

/**
 * @param {Job} job
 * @returns {Promise<Result>}
 */
async function execute({ client, undici, connections, javascript, path }) {
  unhandled = [];
  const library = /** @type {typeof import("undici")} */ (require(undici));
  library.setGlobalDispatcher(new library.Agent({ connections, pipelining: 1 }));
  http.globalAgent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const session = http2.connect(origin2);
  session.on("error", () => undefined);

  /** @type {{ exports: { run?: (...args: unknown[]) => Promise<unknown> } }} */
  const module = { exports: {} };
  const load = (/** @type {string} */ name) => /** @type {unknown} */ (name === "undici" ? library : require(name));
  const evaluate = /** @type {(...globals: unknown[]) => void} */ (
    /** @type {unknown} */ (compileFunction(javascript, ["module", "exports", "require"]))
  );
  evaluate(module, module.exports, load);
  const { run = () => Promise.reject(new Error("exports no run")) } = module.exports;
  const running = client === "http2" ? run(session, path) : run(origin1 + path);
  const settled = await Promise.race([
    running.then(
      (value) => `returned ${JSON.stringify([value]).slice(0, 80)}`,
      // Some messages have the URL.
      (/** @type {unknown} */ error) => `threw ${String(error).replaceAll(origin1, "")}`,
    ),
    sleep(patience, "hung"),
  ]);
  await sleep(100);
  const free = await Promise.race([
    again(client, library, session).then(
      () => true,
      () => true,
    ),
    sleep(patience, false),
  ]);
  const result = { settled, unhandled: [...unhandled], free };
  session.destroy();
  http.globalAgent.destroy();
  await library.getGlobalDispatcher().destroy();
  await sleep(20);
  return result;
}

/**
 * One more request the same way, read to its end.
 *
 * @param {Job["client"]} client
 * @param {typeof import("undici")} library
 * @param {http2.ClientHttp2Session} session
 */
async function again(client, library, session) {
  const url = `${origin1}/200/answers`;
  switch (client) {
    case "fetch":
      await (await fetch(url)).text();
      return;
    case "undici":
      await (await library.request(url)).body.text();
      return;
    case "http": {
      const [response] = /** @type {[http.IncomingMessage]} */ (await once(http.get(url), "response"));
      await once(response.resume(), "end");
      return;
    }
    case "http2":
      await once(session.request({ ":path": "/200/answers" }).resume(), "end");
      return;
  }
}

/** @param {string | undefined} path */
function wanted(path = "") {
  const [, status, manner] = path.split(/[/?]/u);
  return { status: Number(status), dies: manner === "dies" };
}

/** @param {import("node:net").Server} server */
async function listen(server) {
  server.on("connection", (socket) => socket.on("error", () => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}`;
}
