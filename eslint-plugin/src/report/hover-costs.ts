/**
 * What an unread body costs, by client and protocol: what was measured, or read in a client's documentation. A test holds each figure to
 * the fact that is its source.
 */
import { assertNever } from "../typed/assert-never.js";
import type { Client } from "./hover-client.js";
import { quote } from "./messages.js";

/** What a page says, and the beginning of the fact that says so: `M` was measured on loopback with real servers, `R` was read. */
export interface Claim {
  readonly text: string;
  readonly source: string;
}

/** A clause: what happens to unread bodies. */
export interface Cost extends Claim {
  /** null: it makes no difference. */
  readonly protocol: "HTTP/1.1" | "HTTP/2" | null;
}

export interface Costs {
  /** By protocol, as far as something is known. */
  readonly unread: readonly Cost[];
  /** A sentence: whether a call can meet `ENHANCE_YOUR_CALM`. */
  readonly calm: Claim;
}

/** Sentences: what `ENHANCE_YOUR_CALM` is, and how bodies lead there. */
export const calmClaims: readonly Claim[] = [
  {
    text: "**`ENHANCE_YOUR_CALM`** (0xb) is the HTTP/2 error for a client whose behaviour might be generating excessive load.",
    source: "R: RFC 9113",
  },
  {
    text: "Unread bodies use up the streams of a connection, and each cancelled one sends a `RST_STREAM`: a plain `node:http2` server that answered with 1 MiB refused 101 streams with this code in either case; reading to the end went well 300 times of 300.",
    source: "M: A plain `node:http2` server",
  },
];

const besideRead = "M: reading one branch of `tee()`/`clone()`";

/** A branch of `clone()` or `tee()` that nobody reads, while the other one is read. */
export const branchCosts: Costs = {
  unread: [
    {
      protocol: null,
      text: "memory, no connection: once the other branch of a `fetch` is read its connection is free, but this one keeps the whole body in memory (20 bodies of 8 MB kept 176 to 220 MB)",
      source: besideRead,
    },
  ],
  calm: {
    text: "This branch alone does not lead there: once the other one is read, it holds no stream.",
    source: besideRead,
  },
};

/** The costs of a client, of a body that nobody reads. */
export function costsOf(client: Client): Costs {
  switch (client.kind) {
    case "fetch":
      return { unread: [pinned, slots], calm: calmOfFetch("This call") };
    case "overFetch":
      return {
        unread: [pinned, slots],
        calm: calmOfFetch(`The \`fetch\` behind ${client.name === null ? "this call" : quote(client.name)}`),
      };
    case "undici":
      return { unread: [pinned, slots], calm: calmOfUndici(client.major) };
    case "workers":
      return workers;
    case "nodeHttp":
      return nodeHttp;
    case "nodeHttp2":
      return nodeHttp2;
    case "other":
      return costsOfOther(quote(client.name));
    default:
      return assertNever(client);
  }
}

const pinned: Cost = {
  protocol: "HTTP/1.1",
  text: "on `fetch` and undici, a body larger than the client's buffer (16 KiB on Node 20, 64 KiB from Node 22) pins its connection: 100 unread bodies of 2 MB were 100 open connections, and with a pool of one the second request never got an answer. A body of 100 B pins nothing",
  source: "M: HTTP/1.1: an unread body pins its connection",
};

const streams = "M: HTTP/2: undici 6/7";

const slots: Cost = {
  protocol: "HTTP/2",
  text: "each unread body keeps its stream: with one connection, undici 6 and 7 stalled at request 2, undici 8 at request 101",
  source: streams,
};

const byDefault = "M: Global fetch speaks HTTP/2 by default";

function calmOfFetch(subject: string): Claim {
  return {
    text: `${subject} can meet it where it speaks HTTP/2: by default on Node 26, on older ones only with \`allowH2\`.`,
    source: byDefault,
  };
}

function calmOfUndici(major: number | null): Claim {
  const rule = "npm's undici speaks HTTP/2 by default from version 8, before only with `allowH2`";
  const installed = major === null ? "" : `; this is version ${String(major)}`;
  return { text: `This call can meet it where it speaks HTTP/2: ${rule}${installed}.`, source: byDefault };
}

const workers: Costs = {
  unread: [
    {
      protocol: null,
      text: "on Cloudflare Workers a connection is free for others as soon as the headers are there; `cancel()` is still advised, for memory",
      source: "R: Cloudflare Workers",
    },
  ],
  calm: {
    text: "Whether this call can meet it was not measured: Node was, Workers were not.",
    source: "M: Measured were",
  },
};

const nodeHttp: Costs = {
  unread: [
    {
      protocol: "HTTP/1.1",
      text: "once somebody listens for the response, an unread one stalls its agent, also that of 100 B, of `Content-Length: 0`, of 204 and of HEAD",
      source: "M: `node:http` is stricter",
    },
  ],
  calm: { text: "This call cannot meet it: `node:http` speaks HTTP/1.1 alone.", source: "R: `node:http`" },
};

const nodeHttp2: Costs = {
  unread: [
    {
      protocol: "HTTP/2",
      text: "each unread body keeps its stream, until those that the server allows are used up (Apache, haproxy, h2o, nghttpx: 100; nginx: 128). One of 100 B makes `session.close()` hang",
      source: streams,
    },
  ],
  calm: { text: "This call can meet it: `node:http2` speaks nothing but HTTP/2.", source: "R: `node:http2`" },
};

function costsOfOther(name: string): Costs {
  const source = "M: Other clients";
  return {
    unread: [
      {
        protocol: "HTTP/1.1",
        text: `an unread body of ${name} keeps its connection (measured on Node 24, with one connection)`,
        source,
      },
    ],
    calm: { text: `Whether this call can meet it was not measured: ${name} was measured on HTTP/1.1 alone.`, source },
  };
}
