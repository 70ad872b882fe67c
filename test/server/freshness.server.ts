/** What is shown of one file follows whatever happens to the others, and is never that of an earlier state. */
import { renameSync } from "node:fs";
import { FileChangeType } from "vscode-languageserver/node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EditorClient } from "./client.js";
import { callerOf, consuming, looking, tsconfig } from "./projects.js";

const { compilerOptions } = JSON.parse(tsconfig) as { readonly compilerOptions: object };
const withPaths = (target: string): string =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, paths: { "#finish": [target] } }, include: ["src"] });
const caller = callerOf("./finish");
/** Where the caller's body is lost, if its helper only looks at it. */
const lost = [3];
const fine: number[] = [];

let client: EditorClient;
afterEach(() => client.stop());

describe("a helper in another file", () => {
  beforeEach(async () => {
    client = await EditorClient.start({
      "tsconfig.json": tsconfig,
      "src/caller.ts": caller,
      "src/finish.ts": consuming,
    });
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("changes on the disk, and back", async () => {
    await client.write("src/finish.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    await client.write("src/finish.ts", consuming);
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("changes in a buffer that is not saved; the change is taken back", async () => {
    await client.open("src/finish.ts");
    await client.replace("src/finish.ts", "await res.arrayBuffer()", "console.log(res.status)");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    await client.replace("src/finish.ts", "console.log(res.status)", "await res.arrayBuffer()");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("is closed without being saved: what is on the disk holds", async () => {
    await client.open("src/finish.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    await client.close("src/finish.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("is open: its buffer holds, whatever is on the disk", async () => {
    await client.open("src/finish.ts");
    await client.write("src/finish.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("is deleted, and comes back: what cannot be resolved takes what it is given", async () => {
    await client.write("src/finish.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    await client.remove("src/finish.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.write("src/finish.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("is renamed, and the import follows", async () => {
    await client.write("src/finish.ts", looking);
    renameSync(client.path("src/finish.ts"), client.path("src/done.ts"));
    await client.tellWatched("src/finish.ts", FileChangeType.Deleted);
    await client.tellWatched("src/done.ts", FileChangeType.Created);
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.replace("src/caller.ts", "./finish", "./done");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("is in a folder that is renamed, of which only the folder is told", async () => {
    await client.write("src/http/finish.ts", looking);
    await client.replace("src/caller.ts", "./finish", "./http/finish");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    renameSync(client.path("src/http"), client.path("src/web"));
    await client.tellWatched("src/http", FileChangeType.Deleted);
    await client.tellWatched("src/web", FileChangeType.Created);
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.replace("src/caller.ts", "./http/finish", "./web/finish");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("is reached through a barrel, which leads elsewhere from now on", async () => {
    await client.write("src/other.ts", looking);
    await client.write("src/index.ts", 'export { finish } from "./finish";\n');
    await client.replace("src/caller.ts", "./finish", "./index");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.write("src/index.ts", 'export { finish } from "./other";\n');
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("is written for the first time, in a buffer that nobody has saved", async () => {
    await client.replace("src/caller.ts", "./finish", "./fresh");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.open("src/fresh.ts", looking);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    await client.close("src/fresh.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
  });

  test("changes on the disk, of which nobody tells until something is saved", async () => {
    await client.write("src/finish.ts", looking, false);
    await client.save("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });
});

describe("configurations", () => {
  test("a tsconfig that changes: paths lead elsewhere", async () => {
    client = await EditorClient.start({
      "tsconfig.json": withPaths("./src/finish.ts"),
      "src/caller.ts": caller.replace("./finish", "#finish"),
      "src/finish.ts": consuming,
      "src/other.ts": looking,
    });
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.write("tsconfig.json", withPaths("./src/other.ts"));
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("a tsconfig that another one extends", async () => {
    client = await EditorClient.start({
      "tsconfig.json": JSON.stringify({ extends: "./base.json", include: ["src"] }),
      "base.json": withPaths("./src/finish.ts"),
      "src/caller.ts": caller.replace("./finish", "#finish"),
      "src/finish.ts": consuming,
      "src/other.ts": looking,
    });
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.write("base.json", withPaths("./src/other.ts"));
    expect(await client.lines("src/caller.ts")).toEqual(lost);
  });

  test("a tsconfig that cannot be read is told in the status, and mended", async () => {
    client = await EditorClient.start({ "tsconfig.json": "{", "src/caller.ts": caller, "src/finish.ts": looking });
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual([]);
    expect(client.statuses.at(-1)).toMatchObject({
      state: "error",
      message: expect.stringContaining("tsconfig.json") as string,
    });
    await client.write("tsconfig.json", tsconfig);
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    expect(client.statuses.at(-1)).toMatchObject({ state: "ready", findings: 1 });
  });

  test("references: a solution-style tsconfig, and a package that another one of the repository imports", async () => {
    client = await EditorClient.start({
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./a" }, { path: "./b" }] }),
      "a/tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, composite: true, outDir: "dist" },
        include: ["src"],
      }),
      "a/src/finish.ts": consuming,
      "b/tsconfig.json": JSON.stringify({
        compilerOptions: { ...compilerOptions, composite: true },
        references: [{ path: "../a" }],
        include: ["src"],
      }),
      "b/src/caller.ts": caller.replace("./finish", "../../a/src/finish"),
    });
    await client.open("b/src/caller.ts");
    expect(await client.lines("b/src/caller.ts")).toEqual(fine);
    await client.open("a/src/finish.ts", looking);
    expect(await client.lines("b/src/caller.ts")).toEqual(lost);
  });

  test("no configuration at all: JavaScript, and what is installed later", async () => {
    const js =
      'import { finish } from "finisher";\nexport async function load(url) {\n  const res = await fetch(url);\n  await finish(res);\n}\n';
    client = await EditorClient.start({ "package.json": "{}", "load.js": js });
    await client.open("load.js", undefined, "javascript");
    expect(await client.lines("load.js")).toEqual(fine);
    await client.write("helper.js", "export async function finish(res) {\n  console.log(res.status);\n}\n");
    await client.replace("load.js", '"finisher"', '"./helper.js"');
    expect(await client.lines("load.js")).toEqual([3]);
    await client.write("node_modules/finisher/package.json", '{"name":"finisher","types":"index.d.ts"}');
    await client.write("node_modules/finisher/index.d.ts", "export function finish(res: Response): Promise<void>;\n");
    await client.replace("load.js", '"./helper.js"', '"finisher"');
    expect(await client.lines("load.js")).toEqual(fine);
  });

  test("what builds and caches write over and over makes nobody look again", async () => {
    client = await EditorClient.start({
      "tsconfig.json": tsconfig,
      "src/caller.ts": caller,
      "src/finish.ts": looking,
      "dist/caller.js": "",
    });
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    const said = client.published.length;
    await client.write("dist/caller.js", "export {};");
    await client.write("node_modules/.cache/tool/state.json", "{}");
    await client.write("node_modules/.vite/deps/a.js", "export {};");
    expect(await client.lines("src/caller.ts")).toEqual(lost);
    expect(client.published).toHaveLength(said);
  });

  test("one that cannot be read costs only its own files, and its trouble goes with them", async () => {
    client = await EditorClient.start({
      "a/tsconfig.json": "{",
      "a/src/caller.ts": caller,
      "b/tsconfig.json": tsconfig,
      "b/src/caller.ts": caller,
      "b/src/finish.ts": looking,
    });
    await client.open("a/src/caller.ts");
    await client.open("b/src/caller.ts");
    expect(await client.lines("b/src/caller.ts")).toEqual(lost);
    expect(client.statuses.at(-1)).toMatchObject({ state: "error", findings: 1 });
    await client.close("a/src/caller.ts");
    await client.settled("b/src/caller.ts");
    expect(client.statuses.at(-1)).toEqual({ state: "ready", findings: 1 });
  });

  test("a client that watches nothing: the server does", async () => {
    client = await EditorClient.start(
      { "tsconfig.json": tsconfig, "src/caller.ts": caller, "src/finish.ts": consuming },
      { watches: false },
    );
    await client.open("src/caller.ts");
    expect(await client.lines("src/caller.ts")).toEqual(fine);
    await client.write("src/finish.ts", looking, false);
    await client.untilLines("src/caller.ts", lost);
  });
});
