/** The server as it is shipped: by the command, and bundled for the extension. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import { repository } from "../../scripts/run.mjs";
import { lintWorkspaceCommand } from "../../eslint-plugin/src/server/protocol.js";
import { EditorClient } from "./client.js";

type Child = ChildProcessByStdio<Writable, Readable, null>;

const tsconfig = JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", lib: ["es2022", "dom"] } });
/** Needs the libraries of TypeScript for `fetch`, and declarations of Node, which the project has not. */
const leaks = `import { get } from "node:http";
export async function load(url: string): Promise<void> {
  const res = await fetch(url);
  if (!res.ok) throw new Error("no");
  await res.text();
}
get("http://localhost", (res) => {
  console.log(res.statusCode);
});
`;

const folders: string[] = [];
const children: Child[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** @param stderr - What to do with what Node says when it dies. */
function start(args: readonly string[], stderr: "inherit" | "ignore" = "inherit"): Child {
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", stderr] });
  children.push(child);
  return child;
}

function streamsOf({ stdin, stdout }: Child): { readonly input: Readable; readonly output: Writable } {
  return { input: stdout, output: stdin };
}

/** The bundle alone, as it is in the extension: nothing beside it is installed. */
function bundled(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "calm-server-"));
  folders.push(folder);
  cpSync(path.join(repository, "dist/package.json"), path.join(folder, "package.json"));
  cpSync(path.join(repository, "dist/server"), path.join(folder, "server"), { recursive: true });
  return path.join(folder, "server/server.cjs");
}

const command = path.join(repository, "eslint-plugin/bin/calm.js");

describe.each([
  ["calm lsp", () => [command, "lsp"]],
  ["calm lsp --stdio", () => [command, "lsp", "--stdio"]],
  ["the extension's bundle", () => [bundled(), "--stdio"]],
])("%s", (_, args) => {
  test("serves on stdio until it is told to exit", async () => {
    const child = start(args());
    const client = await EditorClient.start(
      { "tsconfig.json": tsconfig, "a.ts": leaks },
      { streams: streamsOf(child) },
    );
    await client.open("a.ts");
    expect(await client.lines("a.ts")).toEqual([4, 7]);
    const [first] = await client.actions("a.ts", "throw");
    if (first !== undefined) await client.apply("a.ts", first);
    expect(await client.lines("a.ts")).toEqual([10]);
    const exited = once(child, "exit");
    await client.connection.sendRequest("shutdown");
    await client.connection.sendNotification("exit");
    expect(await exited).toEqual([0, null]);
  });
});

test("nothing of the workspace is run: no configuration, no plugin, no package", async () => {
  const trace = (what: string): string =>
    `require("node:fs").writeFileSync(__dirname + "/trace", ${JSON.stringify(what)});\n`;
  const child = start([bundled(), "--stdio"]);
  const packages = [
    "typescript",
    "eslint",
    "@typescript-eslint/parser",
    "eslint-plugin-calm",
    "calm-node-types",
    "trace-plugin",
  ];
  const client = await EditorClient.start(
    {
      "tsconfig.json": JSON.stringify({
        ...(JSON.parse(tsconfig) as object),
        compilerOptions: { lib: ["es2022", "dom"], plugins: [{ name: "trace-plugin" }] },
      }),
      "eslint.config.js": trace("configuration"),
      ".eslintrc.cjs": trace("old configuration"),
      "package.json": JSON.stringify({ eslintConfig: { extends: "trace-plugin" }, main: "eslint.config.js" }),
      ...Object.fromEntries(packages.map((name) => [`node_modules/${name}/index.js`, trace(name)])),
      ...Object.fromEntries(
        packages.map((name) => [`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" })]),
      ),
      "a.ts": leaks,
    },
    { streams: streamsOf(child) },
  );
  await client.open("a.ts");
  expect(await client.lines("a.ts")).toEqual([4, 7]);
  await client.connection.sendRequest("workspace/executeCommand", { command: lintWorkspaceCommand });
  const traces = readdirSync(client.folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith("trace"),
  );
  expect(traces).toEqual([]);
});

test("a server that has died is followed by one that says the same", async () => {
  const lines: (readonly number[])[] = [];
  for (const end of ["SIGKILL", "SIGTERM"] as const) {
    const child = start([command, "lsp"]);
    const client = await EditorClient.start(
      { "tsconfig.json": tsconfig, "a.ts": leaks },
      { streams: streamsOf(child) },
    );
    await client.open("a.ts");
    lines.push(await client.lines("a.ts"));
    const exited = once(child, "exit");
    child.kill(end);
    await exited;
    client.connection.dispose();
  }
  expect(lines).toEqual([
    [4, 7],
    [4, 7],
  ]);
});

test("a server that needs more memory than it may have ends, and does not hang", async () => {
  const child = start(["--max-old-space-size=48", command, "lsp"], "ignore");
  const exited = once(child, "exit") as Promise<[number | null, string | null]>;
  // Whoever asks a server that dies gets no answer.
  const asked = EditorClient.start({ "tsconfig.json": tsconfig, "a.ts": leaks }, { streams: streamsOf(child) });
  void asked.then((client) => client.open("a.ts")).catch(() => undefined);
  const [code, signal] = await exited;
  expect(code === 0 && signal === null).toBe(false);
});

test("a server whose client is gone ends by itself", async () => {
  const child = start([command, "lsp"]);
  await EditorClient.start({ "tsconfig.json": tsconfig }, { streams: streamsOf(child) });
  const exited = once(child, "exit");
  child.stdin.end();
  await exited;
});
