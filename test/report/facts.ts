/**
 * The facts that pages for humans may state. `M`: measured; what this project can repeat is in test/evidence. `R`: read in a specification,
 * or in a client's documentation or source.
 */
export const facts = [
  "M: HTTP/1.1: an unread body pins its connection as soon as it no longer fits the client's buffer (16 KiB on Node 20, 64 KiB on Node 22+). 100 unread 2 MB bodies = 100 open connections; with a pool of one connection, the second request never gets an answer. Small bodies (100 B), Content-Length: 0, 204 and 304 pin nothing on fetch and undici.",
  "M: `node:http` is stricter: with a 'response' listener an unread response stalls its agent even for 100 B, CL:0 (`Content-Length: 0`), 204 and HEAD. Without any listener Node discards the response by itself.",
  "M: Garbage collection does not return the connection to the pool: it destroys the socket, at a moment nobody controls (50 of 50 leaked bodies were still held after 9 s idle on Node 20). `bodyTimeout` does not rescue a paused HTTP/1.1 body.",
  "M: HTTP/2: undici 6/7 with `connections: 1` stall at request 2, undici 8 at request 101 (stream slots), raw `node:http2` when the server's `maxConcurrentStreams` is used up (Apache, haproxy, h2o, nghttpx 100; nginx 128). An unread 100 B stream makes `session.close()` hang. It is stream slots and memory that run out, not the connection window of 64 KiB.",
  "M: Global fetch speaks HTTP/2 by default on Node 26, npm undici from 8; older ones only with `allowH2`.",
  "R: Cloudflare's case: a Go client closed bodies without reading them; each close sent RST_STREAM + PING; the edge's PING-flood defence answered GOAWAY ENHANCE_YOUR_CALM. Reading the body to the end sends neither.",
  "M: JavaScript clients: every way of cancelling (cancel(), abort(), break, destroy(), dump() over its limit) sends exactly one RST_STREAM and no PING; reading to the end sends none. undici 8 adds one PING per stream timeout (10 timeouts = 10 RST_STREAM + 10 PING); `pingInterval` (default 60 s) sends PINGs; `session.ping()` is the user's own.",
  "M: An immediate `cancel()` on undici 8 resets even 100 B bodies (20 of 20); 20 ms later, when the body has arrived, none (0 of 20).",
  "M: A plain `node:http2` server that answers with `res.end(1 MiB buffer)`: draining 300/300 ok; cancelling: 11 ok, then 101 streams refused with RST_STREAM(ENHANCE_YOUR_CALM), then GOAWAY INTERNAL_ERROR at request 113; leaking: the same 101 refusals, session closed at 113. Same numbers on Node 20, 22, 24, 26. Plain fetch() on Node 26: drain 60/60, cancel fails from request 14.",
  "M: Cancel storms elsewhere: GOAWAY INTERNAL_ERROR after about 1000 resets (streaming node:http2, Apache, nghttpx, nghttpd); h2o and caddy: none. nginx closes after 1000 requests whatever the client does.",
  "M: A server with a counter (more than 100 RST_STREAM or PING in 10 s: GOAWAY ENHANCE_YOUR_CALM): cancel storm closed at 102, drain 300/300, leak stalls at 101, drain + one PING per request closed at 101. The threshold is the test server's, not Cloudflare's.",
  "M: On HTTP/1.1, 20 cancels opened 21 connections (undici 8) or 40 (undici 7); 20 drains opened 2.",
  "M: reading one branch of `tee()`/`clone()`: the connection is free, the other branch's whole body stays in memory (20 x 8 MB kept 176 to 220 MB)",
  "M: `dump()` reads at most 128 KiB of an `undici.request` body, and gives the connection up above that.",
  "M: Other clients, one run each on Node 24, HTTP/1.1, one connection: node-fetch 2 and 3, cross-fetch, got.stream, axios responseType: 'stream', needle streams, undici.pipeline() and S3 GetObject leave you the duty.",
  "M: Measured were Node 20.20, 22.23, 24.21 and 26.10, and undici 6.29, 7.30 and 8.12, on loopback with real servers, frames counted by a proxy. Not measured: Deno, Bun, browsers, service workers, Cloudflare Workers, `caches.put`, Client.dispatch by hand.",
  "M: No duty at all: 204, 304 and HEAD on fetch and undici, 205 on fetch, a reply with `content-length: 0`, `res.body === null`, a rejected fetch(), `data:` and `blob:` URLs. On `node:http` the duty is always there.",
  "R: Cloudflare Workers (changelog 2026-04-09): a connection slot is now free when headers arrive, so the six-connection deadlock text is out of date; `cancel()` is still advised for memory.",
  "R: RFC 9113, section 7: ENHANCE_YOUR_CALM (0xb): the endpoint detected that its peer is exhibiting a behavior that might be generating excessive load.",
  "R: `node:http` is a client of HTTP/1.1 alone.",
  "R: `node:http2` is a client of HTTP/2 alone.",
] as const;

/**
 * Figures in a text, with their units; what belongs to a name (`HTTP/1.1`, `h2o`, `node:http2`, `allowH2`) is none.
 *
 * @example figures("64 KiB from Node 22, HTTP/2") // ["64 KiB", "22"]
 */
export function figures(text: string): readonly string[] {
  const withoutNames = text.replace(/HTTP\/[\d.]+|RFC \d+|\d{4}-\d\d-\d\d/gu, "");
  return (
    withoutNames.match(/(?<![\w.])(?:0x[\da-f]+|\d+(?:,\d{3})*(?:\.\d+)?)(?: (?:B|KiB|MiB|MB|s|ms)\b)?(?!\w)/gu) ?? []
  );
}

/** Figures of a text that a fact does not have. */
export function unfounded(text: string, fact: string): readonly string[] {
  const known = new Set(figures(fact));
  return figures(text).filter((figure) => !known.has(figure));
}
