/** Small programs that leak, one for each client and each place where a repair can stand. Each exports `run`. */

export type Client = "fetch" | "undici" | "http" | "http2";

export interface Program {
  readonly name: string;
  readonly client: Client;
  /** `run(url)`; for http2, `run(session, path)`. */
  readonly code: string;
}

/** The statements of an async function over `url` that uses global fetch. */
function fetching(name: string, statements: string, header = ""): Program {
  return { name, client: "fetch", code: `${header}export async function run(url: string) {\n${statements}\n}\n` };
}

export const programs: readonly Program[] = [
  fetching(
    "a throw without braces",
    `  const res = await fetch(url);
  if (!res.ok) throw new Error("status " + res.status);
  return await res.json();`,
  ),
  fetching(
    "a return in a block",
    `  const res = await fetch(url);
  if (!res.ok) {
    return null;
  }
  return await res.json();`,
  ),
  fetching(
    "a case",
    `  const res = await fetch(url);
  switch (res.status) {
    case 200:
      return await res.json();
    default:
      throw new Error("unexpected");
  }`,
  ),
  fetching(
    "a catch clause that swallows",
    `  let res: Response | undefined;
  try {
    res = await fetch(url);
    if (!res.ok) throw new Error("bad");
    return await res.json();
  } catch (error) {
    return String(error);
  }`,
  ),
  fetching(
    "a finally clause on the way",
    `  const done: string[] = [];
  const res = await fetch(url);
  try {
    if (!res.ok) return done;
    return await res.json();
  } finally {
    done.push("finally");
  }`,
  ),
  fetching("no path", `  const res = await fetch(url);\n  return res.status;`),
  fetching("no path, no variable", `  return (await fetch(url)).status;`),
  fetching(
    "no path, taken apart",
    `  const { status, headers } = await fetch(url);\n  return [status, headers.has("x-none")];`,
  ),
  fetching("nothing kept", `  await fetch(url);\n  return "sent";`),
  fetching(
    "nothing awaited",
    `  void fetch(url);\n  return await new Promise((resolve) => setTimeout(() => resolve("later"), 150));`,
  ),
  fetching("a rejection handled", `  await fetch(url).catch(() => null);\n  return "sent";`),
  fetching(
    "the end of the function",
    `  const res = await fetch(url);
  const seen: unknown[] = [];
  if (res.ok) seen.push(await res.json());`,
  ),
  fetching("one arm of a conditional", `  const res = await fetch(url);\n  return res.ok ? await res.json() : null;`),
  fetching(
    "a retry",
    `  let res = await fetch(url);
  if (!res.ok) {
    res = await fetch(url);
  }
  return [res.status, (await res.text()).length];`,
  ),
  fetching(
    "a loop's next turn",
    `  const statuses: number[] = [];
  for (const query of ["?1", "?2"]) {
    const res = await fetch(url + query);
    statuses.push(res.status);
  }
  return statuses;`,
  ),
  fetching(
    "a list of responses",
    `  const all = await Promise.all([url].map((each) => fetch(each)));\n  return all.map(({ status }) => status);`,
  ),
  fetching(
    "a promise that is kept",
    `  const pending = fetch(url);
  if (url.includes("500")) return "early";
  return await (await pending).json();`,
  ),
  fetching(
    "a reader that is kept",
    `  const res = await fetch(url);
  const reader = res.body!.getReader();
  if (!res.ok) return null;
  for (let size = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return size;
    size += value.length;
  }`,
  ),
  fetching(
    "a reader that is let go",
    `  const res = await fetch(url);
  const reader = res.body!.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return (value?.length ?? 0) > 0;`,
  ),
  fetching(
    "a body piped through a transform",
    `  const res = await fetch(url);
  const text = res.body!.pipeThrough(new TextDecoderStream());
  if (!res.ok) return null;
  let size = 0;
  for await (const chunk of text) size += chunk.length;
  return size;`,
  ),
  fetching(
    "a clone beside a response that is read",
    `  const res = await fetch(url);
  const copy = res.clone();
  if (res.ok) return [await res.json(), await copy.text()].length;
  return (await res.text()).length;`,
  ),
  fetching(
    "a Node stream made of the body",
    `  const res = await fetch(url);
  const stream = Readable.fromWeb(res.body as never);
  if (!res.ok) return null;
  let size = 0;
  for await (const chunk of stream) size += (chunk as Uint8Array).length;
  return size;`,
    `import { Readable } from "node:stream";\n`,
  ),
  fetching(
    "a stream of events",
    `  const res = await fetch(url, { headers: { accept: "text/event-stream" } });
  if (!res.ok) throw new Error("no events");
  return (await res.text()).length;`,
  ),
  {
    name: "a callback with statements",
    client: "fetch",
    code: `export function run(url: string) {
  return fetch(url).then((res) => {
    if (!res.ok) throw new Error("status " + res.status);
    return res.json();
  });
}
`,
  },
  {
    name: "a callback that is an expression",
    client: "fetch",
    code: `export const run = (url: string) => fetch(url).then((res) => ({ status: res.status }));\n`,
  },
  {
    name: "a callback that ignores the response",
    client: "fetch",
    code: `export const run = (url: string) => fetch(url).then(() => "sent");\n`,
  },
  ...[
    [
      "a variable",
      `const res = await request(url);\n  if (res.statusCode !== 200) throw new Error("bad");\n  return await res.body.json();`,
    ],
    [
      "a body that is taken out",
      `const { statusCode, body } = await request(url);\n  if (statusCode !== 200) return null;\n  return await body.json();`,
    ],
    ["only a status", `const { statusCode } = await request(url);\n  return statusCode;`],
    ["a body that nobody touches", `const { statusCode, body } = await request(url);\n  return statusCode;`],
    ["nothing kept", `await request(url);\n  return "sent";`],
    ["its fetch", `const res = await fetch(url);\n  if (!res.ok) throw new Error("bad");\n  return await res.json();`],
  ].map(([name = "", statements = ""]): Program => ({
    name: `undici: ${name}`,
    client: "undici",
    code: `import { ${name === "its fetch" ? "fetch" : "request"} } from "undici";\nexport async function run(url: string) {\n  ${statements}\n}\n`,
  })),
  {
    name: "http: a callback with statements",
    client: "http",
    code: `import http from "node:http";
export function run(url: string) {
  return new Promise((resolve) => {
    http.get(url, (res) => {
      if (res.statusCode !== 200) {
        resolve("bad");
        return;
      }
      res.resume();
      res.on("close", () => resolve(res.complete));
    });
  });
}
`,
  },
  {
    name: "http: a callback that only looks",
    client: "http",
    code: `import http from "node:http";
export const run = (url: string) => new Promise((resolve) => http.get(url, (res) => resolve(res.statusCode)));
`,
  },
  {
    name: "http: a callback without a parameter",
    client: "http",
    code: `import http from "node:http";
export const run = (url: string) =>
  new Promise((resolve) => {
    http.get(url, () => {
      resolve("answered");
    });
  });
`,
  },
  {
    name: "http: a listener",
    client: "http",
    code: `import http from "node:http";
export function run(url: string) {
  return new Promise((resolve) => {
    const req = http.request(url);
    req.on("response", (res) => {
      resolve(res.statusCode);
    });
    req.end();
  });
}
`,
  },
  {
    name: "http2: headers only",
    client: "http2",
    code: `import type { ClientHttp2Session } from "node:http2";
export function run(session: ClientHttp2Session, path: string) {
  return new Promise((resolve) => {
    const stream = session.request({ ":path": path });
    stream.on("error", () => resolve("error"));
    stream.on("response", (headers) => resolve(headers[":status"]));
  });
}
`,
  },
  {
    name: "http2: nothing kept",
    client: "http2",
    code: `import type { ClientHttp2Session } from "node:http2";
export function run(session: ClientHttp2Session, path: string) {
  return new Promise((resolve) => {
    session.request({ ":path": path }).on("response", (headers) => resolve(headers[":status"]));
  });
}
`,
  },
];
