/**
 * The grammar of the messages, case by case. Three tests read it: the words alone (here), the rule on the code (test/rules), and the
 * table on the rule's page (test/docs).
 */
import type { LeakByHand } from "./handmade.js";

export interface GrammarCase {
  /** First column of the table. */
  readonly title: string;
  /** A whole module. */
  readonly code: string;
  readonly leak: LeakByHand;
  /** Second column of the table. */
  readonly sentence: string;
}

export const grammar: readonly GrammarCase[] = [
  {
    title: "One condition, at the `throw` or `return`",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  if (!res.ok) throw new Error(res.statusText);
  return res.json();
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "throw new Error(res.statusText);",
      variable: "res",
      path: [{ condition: "res.ok", holds: false }],
    },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.",
  },
  {
    title: "Several conditions: the last two",
    code: `export async function f(url: string, dry: boolean, quiet: boolean) {
  const res = await fetch(url);
  if (dry) {
    if (quiet) {
      if (res.status >= 400) return null;
    }
  }
  return res.json();
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "return null;",
      variable: "res",
      path: [
        { condition: "dry#2", holds: true },
        { condition: "quiet#2", holds: true },
        { condition: "res.status >= 400", holds: true },
      ],
    },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled when `quiet` and `res.status >= 400`.",
  },
  {
    title: "A `switch`",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  switch (res.status) {
    case 404:
      return null;
    default:
      return res.json();
  }
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "return null;",
      variable: "res",
      path: [{ condition: "404", holds: true, switch: "res.status" }],
    },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled when `res.status === 404`.",
  },
  {
    title: "No condition to name",
    code: `export async function f(url: string, others: string[]) {
  const res = await fetch(url);
  for (const other of others) {
    if (other !== url) return res.json();
  }
  return null;
}`,
    leak: { site: "fetch(url)", callee: "fetch", kind: "exit", at: "return null;", variable: "res" },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled before this `return`.",
  },
  {
    title: "No path reads it, at the call",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  return res.ok;
}`,
    leak: { site: "fetch(url)", callee: "fetch", kind: "never", at: "fetch(url)", variable: "res" },
    sentence: "The body of `res` (fetch, line 2) is never read or cancelled.",
  },
  {
    title: "No variable to name",
    code: `export async function f(url: string) {
  return (await fetch(url)).ok;
}`,
    leak: { site: "fetch(url)", callee: "fetch", kind: "never", at: "fetch(url)" },
    sentence: "The body of the response (fetch, line 2) is never read or cancelled.",
  },
  {
    title: "The variable is the body",
    code: `import { request } from "undici";
export async function f(url: string) {
  const { statusCode, body } = await request(url);
  if (statusCode !== 200) return null;
  return body.json();
}`,
    leak: {
      site: "request(url)",
      callee: "request",
      kind: "exit",
      at: "return null;",
      variable: "body",
      path: [{ condition: "statusCode !== 200", holds: true }],
    },
    sentence: "The body `body` (request, line 3) is neither read nor cancelled when `statusCode !== 200`.",
  },
  {
    title: "After a `catch`",
    code: `export async function f(url: string) {
  try {
    const res = await fetch(url);
    if (!res.ok) throw new Error(res.statusText);
    return await res.json();
  } catch {
    return null;
  }
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "throw new Error(res.statusText);",
      variable: "res",
      path: [{ condition: "res.ok", holds: false }],
    },
    sentence: "The body of `res` (fetch, line 3) is neither read nor cancelled when `!res.ok`.",
  },
  {
    title: "After a `catch` that could still reach it",
    code: `export async function f(url: string) {
  let res: Response | undefined;
  try {
    res = await fetch(url);
    if (!res.ok) throw new Error(res.statusText);
    return await res.json();
  } catch {
    return null;
  }
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "return null;",
      variable: "res",
      path: [{ condition: "res.ok", holds: false }, { caught: "catch {\n    return null;\n  }" }],
    },
    sentence: "The body of `res` (fetch, line 4) is neither read nor cancelled when `!res.ok` and the error is caught.",
  },
  {
    title: "Falling off the end, at the closing brace",
    code: `export async function f(url: string, verbose: boolean) {
  const res = await fetch(url);
  if (verbose) console.log(await res.text());
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "end of verbose: boolean)",
      variable: "res",
      path: [{ condition: "verbose#2", holds: false }],
    },
    sentence:
      "The body of `res` (fetch, line 2) is neither read nor cancelled by the end of the function when `!verbose`.",
  },
  {
    title: "An overwritten variable, at the assignment",
    code: `export async function f(url: string) {
  let res = await fetch(url);
  if (!res.ok) res = await fetch(url, { cache: "no-store" });
  return res.json();
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "overwritten",
      at: 'res = await fetch(url, { cache: "no-store" })',
      variable: "res",
      path: [{ condition: "res.ok", holds: false }],
    },
    sentence:
      "The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`, before `res` is assigned again.",
  },
  {
    title: "A loop's next turn, at the `continue` or the closing brace",
    code: `export async function f(url: string) {
  for (;;) {
    const res = await fetch(url);
    if (res.status >= 500) continue;
    return res.json();
  }
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "nextTurn",
      at: "continue;",
      variable: "res",
      path: [{ condition: "res.status >= 500", holds: true }],
    },
    sentence:
      "The body of `res` (fetch, line 3) is neither read nor cancelled when `res.status >= 500` and the loop goes on to its next turn.",
  },
  {
    title: "An element of a list",
    code: `export async function f(urls: string[], dry: boolean) {
  const list = await Promise.all(urls.map((url) => fetch(url)));
  if (dry) return [];
  return Promise.all(list.map((res) => res.json()));
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "element",
      at: "return [];",
      variable: "list",
      path: [{ condition: "dry#2", holds: true }],
    },
    sentence: "The body of a response in `list` (fetch, line 2) is neither read nor cancelled when `dry`.",
  },
  {
    title: "The loser of a race, at `Promise.race` or `Promise.any`",
    code: `export async function f(url: string, mirror: string) {
  const res = await Promise.any([
    fetch(url),
    fetch(mirror),
  ]);
  return res.json();
}`,
    leak: {
      site: "fetch(mirror)",
      callee: "fetch",
      kind: "raceLoser",
      at: "Promise.any([\n    fetch(url),\n    fetch(mirror),\n  ])",
    },
    sentence:
      "The body of the response (fetch, line 4) is neither read nor cancelled when another one wins `Promise.any`.",
  },
  {
    title: "One branch of `clone()` or `tee()`",
    code: `export async function f(url: string, debug: boolean) {
  const res = await fetch(url);
  const copy = res.clone();
  if (debug) console.log(await copy.text());
  return res.json();
}`,
    leak: {
      site: "res.clone()",
      callee: "res.clone",
      kind: "exit",
      at: "return res.json();",
      variable: "copy",
      path: [{ condition: "debug#2", holds: false }],
      split: true,
    },
    sentence:
      "The branch `copy` (res.clone, line 3) is neither read nor cancelled when `!debug`: what the other branch reads stays in memory.",
  },
  {
    title: "A case of a switch, which makes the cases before it go without saying",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  switch (res.status) {
    case 400:
      throw new Error(await res.text());
    case 404:
      return null;
    default:
      return res.json();
  }
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "return null;",
      variable: "res",
      path: [
        { condition: "400", holds: false, switch: "res.status" },
        { condition: "404", holds: true, switch: "res.status" },
      ],
    },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled when `res.status === 404`.",
  },
  {
    title: "That branch, if no path reads it",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  const copy = res.clone();
  return { data: await res.json(), type: copy.type };
}`,
    leak: {
      site: "res.clone()",
      callee: "res.clone",
      kind: "never",
      at: "res.clone()",
      variable: "copy",
      split: true,
    },
    sentence:
      "The branch `copy` (res.clone, line 3) is never read or cancelled: what the other branch reads stays in memory.",
  },
  {
    title: "The `throw` of a helper that has taken charge; further callers are told there, too",
    code: `function checked(res: Response) {
  if (!res.ok) throw new Error(res.statusText);
  return res;
}
export async function one(url: string) {
  const res = await fetch(url);
  return checked(res).json();
}
export async function two(url: string) {
  return checked(await fetch(url)).text();
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "throw new Error(res.statusText);",
      variable: "res",
      path: [{ condition: "res.ok", holds: false }],
      others: ["fetch(url)#2"],
    },
    sentence:
      "The body of `res` (fetch, line 6) is neither read nor cancelled when `!res.ok`; nor are those of (fetch, line 10).",
  },
  {
    title: "A reader that was let go before the end",
    code: `export async function f(url: string) {
  const res = await fetch(url);
  const reader = res.body!.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return value;
}`,
    leak: { site: "fetch(url)", callee: "fetch", kind: "never", at: "fetch(url)", variable: "res", locked: true },
    sentence: "The body of `res` (fetch, line 2) is never read to its end or cancelled.",
  },
  {
    title: "`pipeTo` with `preventCancel: true`",
    code: `export async function f(url: string, sink: WritableStream) {
  const res = await fetch(url);
  await res.body!.pipeTo(sink, { preventCancel: true });
}`,
    leak: {
      site: "fetch(url)",
      callee: "fetch",
      kind: "exit",
      at: "await res.body!.pipeTo(sink, { preventCancel: true });",
      variable: "res",
      path: [{ rejected: "res.body!.pipeTo(sink, { preventCancel: true })" }],
    },
    sentence: "The body of `res` (fetch, line 2) is neither read nor cancelled when `res.body!.pipeTo(…)` rejects.",
  },
];
