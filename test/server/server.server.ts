/** What an editor is told, and what it can do about it, over the protocol. */
import { afterEach, describe, expect, test, vi } from "vitest";
import type { WorkDoneProgressBegin, WorkDoneProgressEnd, WorkDoneProgressReport } from "vscode-languageserver/node";
import {
  fixAllKind,
  lintWorkspaceCommand,
  paragraphsOfDiagnostic,
  type WorkspaceResult,
} from "../../eslint-plugin/src/server/protocol.js";
import { EditorClient } from "./client.js";
import { tsconfig } from "./projects.js";

const rule = "calm/no-unconsumed-body";
const leak = `export async function load(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) throw new Error(String(res.status));
  return await res.json();
}
`;

let client: EditorClient;
afterEach(() => client.stop());

async function opened(files: Readonly<Record<string, string>>, settings?: unknown): Promise<EditorClient> {
  client = await EditorClient.start({ "tsconfig.json": tsconfig, ...files }, { settings });
  const [name] = Object.keys(files);
  if (name !== undefined) await client.open(name);
  return client;
}

/** A place, in words: where it starts and what stands there. */
function placed(
  name: string,
  range: { readonly start: { readonly line: number; readonly character: number } },
): string {
  return `${String(range.start.line + 1)}:${String(range.start.character + 1)} of ${name}`;
}

describe("findings", () => {
  test("name the rule, its page, its severity and the path", async () => {
    await opened({ "src/a.ts": leak });
    const [finding, ...others] = await client.settled("src/a.ts");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      range: client.rangeOf("src/a.ts", "throw new Error(String(res.status));"),
      severity: 2,
      source: "calm",
      code: rule,
      codeDescription: { href: expect.stringMatching(/no-unconsumed-body\.md$/u) as string },
      message: "The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.",
    });
    expect(
      finding?.relatedInformation?.map(({ location, message }) => [placed("a.ts", location.range), message]),
    ).toEqual([
      ["2:21 of a.ts", "`fetch` acquires the body"],
      ["3:8 of a.ts", "`!res.ok` holds"],
      ["3:16 of a.ts", "the body is still neither read nor cancelled here"],
    ]);
    expect(client.published.at(-1)?.version).toBe(1);
  });

  test("stay while the text does not parse, and follow it once it does", async () => {
    await opened({ "src/a.ts": leak });
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.replace("src/a.ts", "return await res.json();", "return await res.");
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.replace("src/a.ts", "return await res.", "return await res.json();\n  // and");
    await client.replace("src/a.ts", "const res", "\n  const res");
    expect(await client.lines("src/a.ts")).toEqual([4]);
  });

  test("are gone when the document is closed", async () => {
    await opened({ "src/a.ts": leak });
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.close("src/a.ts");
    expect(await client.lines("src/a.ts")).toEqual([]);
  });

  test("are kept back by comments, as on the command line", async () => {
    await opened({ "src/a.ts": leak.replace("  if (", `  // eslint-disable-next-line ${rule}\n  if (`) });
    expect(await client.lines("src/a.ts")).toEqual([]);
  });

  test("stand where the editor counts them: CRLF, a byte order mark, line separators in strings", async () => {
    await opened({ "src/a.ts": `\uFEFFconst text = "\u2028";\r\n${leak.replaceAll("\n", "\r\n")}` });
    const [finding] = await client.settled("src/a.ts");
    expect(finding?.range).toEqual(client.rangeOf("src/a.ts", "throw new Error(String(res.status));"));
    expect(finding?.relatedInformation?.map(({ location }) => location.range.start)).toEqual([
      client.rangeOf("src/a.ts", "fetch(url)").start,
      client.rangeOf("src/a.ts", "res.ok").start,
      client.rangeOf("src/a.ts", "throw").start,
    ]);
    const [first] = await client.actions("src/a.ts", "throw");
    if (first !== undefined) await client.apply("src/a.ts", first);
    expect(client.text("src/a.ts")).toContain("{\r\n    await res.arrayBuffer().catch(() => {});\r\n    throw");
    expect(await client.lines("src/a.ts")).toEqual([]);
  });

  test("of fifty open documents follow the one that they share", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `src/caller${String(index)}.ts`);
    const caller =
      'import { finish } from "./finish";\nexport async function load() {\n  const res = await fetch("/");\n  await finish(res);\n}\n';
    const files = Object.fromEntries(names.map((name) => [name, caller]));
    await opened({
      "src/finish.ts": "export async function finish(res: Response) {\n  await res.text();\n}\n",
      ...files,
    });
    for (const name of names) await client.open(name);
    await client.settled("src/finish.ts");
    await client.replace("src/finish.ts", "await res.text()", "console.log(res.status)");
    for (const name of names) expect(await client.lines(name), name).toEqual([3]);
    expect(client.statuses.at(-1)).toEqual({ state: "ready", findings: 50 });
  });
});

describe("what is left alone", () => {
  test("files beyond the limit, which the log says", async () => {
    await opened({ "src/a.ts": `${leak}// ${"x".repeat(2048)}\n` }, { maxFileSize: 2 });
    expect(await client.lines("src/a.ts")).toEqual([]);
    expect(client.logs.join("\n")).toContain("larger than enhanceYourCalm.maxFileSize (2 KB)");
  });

  test("installed packages, other languages, other schemes", async () => {
    await opened({
      "src/b.ts": "",
      "node_modules/p/a.js": leak.replace(": string): Promise<unknown>", ")"),
      "src/a.vue": leak,
    });
    await client.open("node_modules/p/a.js", undefined, "javascript");
    await client.open("src/a.vue", undefined, "vue");
    await client.connection.sendNotification("textDocument/didOpen", {
      textDocument: { uri: "git:/src/a.ts?HEAD", languageId: "typescript", version: 1, text: leak },
    });
    await client.settled("src/b.ts");
    expect(client.published.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(client.logs.join("\n")).toMatch(/p\/a\.js is left alone: it belongs to an installed package/u);
    expect(client.logs.join("\n")).toMatch(/a\.vue is left alone: neither JavaScript nor TypeScript/u);
  });

  test("bytes that are no UTF-8: the editor's reading of an open file counts, and others do no harm", async () => {
    await opened({ "src/a.ts": `import "./latin";\n${leak}` });
    await client.write("src/latin.ts", new Uint8Array([0x2f, 0x2f, 0xe9, 0xff, 0x0a]));
    expect(await client.lines("src/a.ts")).toEqual([4]);
  });
});

describe("actions", () => {
  test("the rule's suggestions, the preferred one first; applied, the finding is gone", async () => {
    await opened({ "src/a.ts": leak });
    const actions = await client.actions("src/a.ts", "throw");
    expect(actions.map(({ title, isPreferred }) => [title.replace(/:.*/u, ""), isPreferred])).toEqual([
      ["Read the body to its end, so that its connection can be used again", true],
      ["Cancel the body, which gives up its connection (on HTTP/2, its stream)", false],
      [`Disable ${rule} for this line`, undefined],
      [`Disable ${rule} for this file`, undefined],
    ]);
    for (const [index, action] of actions.entries()) {
      const name = `src/copy${String(index)}.ts`;
      await client.write(name, leak);
      await client.open(name);
      expect(await client.lines(name)).toEqual([3]);
      const own = (await client.actions(name, "throw")).find(({ title }) => title === action.title);
      if (own !== undefined) await client.apply(name, own);
      expect(await client.lines(name), action.title).toEqual([]);
    }
  });

  test("all of a file at once, until nothing is left that an edit mends", async () => {
    const twice = `${leak}${leak.replace("load", "again")}export const never = (url: string) => { void fetch(url); };\n`;
    await opened({ "src/a.ts": twice });
    expect(await client.lines("src/a.ts")).toEqual([3, 8, 11]);
    const [fixAll] = await client.actions("src/a.ts", "import", [fixAllKind]);
    expect(fixAll).toMatchObject({ kind: fixAllKind });
    if (fixAll !== undefined) await client.apply("src/a.ts", fixAll);
    expect(await client.lines("src/a.ts")).toEqual([]);
    expect(client.text("src/a.ts").match(/arrayBuffer/gu)).toHaveLength(3);
    expect(await client.actions("src/a.ts", "import", [fixAllKind])).toEqual([]);
  });

  test("comments go where they are understood", async () => {
    const jsx = `export const Button = ({ url }: { url: string }) => (
  <div>
    <button onClick={() => { void fetch(url); }} />
  </div>
);
`;
    const template = "export const text = (url: string) => `\n  ${fetch(url).then((res) => res.status)}\n`;\n";
    const others = leak.replace("  if (", "  // eslint-disable-next-line no-console -- on purpose\n  if (");
    await opened({ "src/a.tsx": jsx, "src/b.ts": template, "src/c.ts": others });
    const disable = async (name: string, at: string): Promise<string> => {
      const action = (await client.actions(name, at)).find(({ title }) => title.endsWith("for this line"));
      if (action !== undefined) await client.apply(name, action);
      expect(await client.lines(name)).toEqual([]);
      return client.text(name);
    };
    await client.open("src/b.ts");
    await client.open("src/c.ts");
    expect(await client.lines("src/b.ts")).toEqual([2]);
    expect(await disable("src/a.tsx", "fetch(url)")).toContain(
      `    {/* eslint-disable-next-line ${rule} */}\n    <button`,
    );
    expect(await disable("src/b.ts", "fetch(url)")).toBe(
      template.replace("fetch", `/* eslint-disable-line ${rule} */ fetch`),
    );
    expect(await disable("src/c.ts", "throw")).toContain(
      `// eslint-disable-next-line no-console, ${rule} -- on purpose`,
    );
  });

  test("an action of an earlier version makes no edit", async () => {
    await opened({ "src/a.ts": leak });
    const action = (await client.actions("src/a.ts", "throw")).find(({ title }) => title.endsWith("for this line"));
    await client.replace("src/a.ts", "export", "\nexport");
    await client.settled("src/a.ts");
    expect(await client.connection.sendRequest("codeAction/resolve", action)).not.toHaveProperty("edit");
  });
});

describe("hover", () => {
  test("begins with what the diagnostic says, so that a client can leave it out", async () => {
    await opened({ "src/a.ts": leak });
    const page = (await client.hover("src/a.ts", "throw")) ?? "";
    const [headline = "", path = "", ...rest] = page.split("\n\n");
    expect(paragraphsOfDiagnostic).toBe(2);
    expect(headline).toMatch(/^\*\*The body of .*\*\*$/u);
    expect(path.split("\n")).toHaveLength(3);
    expect(path).toMatch(/^1\. \[line \d+\]/u);
    expect(rest.join("\n\n")).toMatch(/^\*\*What it costs/u);
  });

  test("over the finding and over the call that acquires: the path, the costs, the repair, the guide", async () => {
    await opened({ "src/a.ts": leak });
    for (const at of ["throw", "fetch(url)"]) {
      const page = await client.hover("src/a.ts", at);
      expect(page).toContain("**The body of `res` (fetch, line 2) is neither read nor cancelled when `!res.ok`.**");
      expect(page).toContain(`(${client.uri("src/a.ts")}#L2,21)`);
      expect(page).toContain("ENHANCE_YOUR_CALM");
      expect(page).toContain("await res.arrayBuffer().catch(() => {});");
    }
    expect(await client.hover("src/a.ts", "return await")).toBeNull();
  });

  test("over a call that is fine, where the user wants that", async () => {
    const fine = leak.replace("throw", "await res.text();\n  if (!res.ok) throw");
    await opened({ "src/a.ts": fine.replace("  if (!res.ok) await", "  if (!res.ok) return await") });
    expect(await client.hover("src/a.ts", "fetch(url)")).toBeNull();
    client.settings = { hoverOnFineCalls: true };
    await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    expect(await client.lines("src/a.ts")).toEqual([]);
    expect(await client.hover("src/a.ts", "fetch(url)")).toMatch(/Not reported: .* read or cancelled/u);
  });

  test("says nothing of what a comment keeps back", async () => {
    await opened({ "src/a.ts": `/* eslint-disable ${rule} */\n${leak}` });
    expect(await client.hover("src/a.ts", "fetch(url)")).toBeNull();
  });
});

describe("settings", () => {
  test("severity, off, and back, without a restart", async () => {
    await opened({ "src/a.ts": leak }, { severity: { [rule]: "error" } });
    expect((await client.settled("src/a.ts")).map(({ severity }) => severity)).toEqual([1]);
    const change = async (settings: unknown): Promise<void> => {
      client.settings = settings;
      await client.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
    };
    await change({ severity: { [rule]: "off" } });
    expect(await client.lines("src/a.ts")).toEqual([]);
    expect(await client.actions("src/a.ts", "throw")).toEqual([]);
    await change({ enable: false });
    expect(await client.lines("src/a.ts")).toEqual([]);
    expect(client.statuses.at(-1)).toMatchObject({ state: "off" });
    await change({});
    expect((await client.settled("src/a.ts")).map(({ severity }) => severity)).toEqual([2]);
  });

  test("on save: typing changes nothing until then", async () => {
    await opened({ "src/a.ts": leak }, { run: "onSave" });
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.replace("src/a.ts", "if (!res.ok) throw new Error(String(res.status));", "");
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.save("src/a.ts");
    expect(await client.lines("src/a.ts")).toEqual([]);
  });

  test("on save: what changes elsewhere does not make half of an edit count", async () => {
    await opened({ "src/a.ts": leak, "src/b.ts": leak }, { run: "onSave" });
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.replace("src/a.ts", "if (!res.ok) throw new Error(String(res.status));", "");
    await client.write("src/b.ts", "export {};\n");
    expect(await client.lines("src/a.ts")).toEqual([3]);
    await client.save("src/a.ts");
    expect(await client.lines("src/a.ts")).toEqual([]);
  });

  test("functions of the user's own, relative to the folder of the workspace", async () => {
    const text =
      'import { log } from "./log";\nexport async function load(url: string) {\n  const res = await fetch(url);\n  log(res);\n}\n';
    const log = "export declare function log(res: unknown): void;\n";
    await opened(
      { "src/a.ts": text, "src/log.d.ts": log },
      { functions: { borrow: [{ from: "file", path: "src/log.d.ts", name: "log" }] } },
    );
    expect(await client.lines("src/a.ts")).toEqual([3]);
  });

  test("what is wrong is named in the log and ignored", async () => {
    await opened(
      { "src/a.ts": leak },
      { run: "onsave", maxFileSize: -1, severity: { "calm/nothing": "error" }, functions: { borrows: [] } },
    );
    expect(await client.lines("src/a.ts")).toEqual([3]);
    expect(client.logs).toEqual([
      'enhanceYourCalm.severity["calm/nothing"]: "error" is not a rule: one of "calm/no-unconsumed-body"; it is ignored',
      'enhanceYourCalm.run: "onsave" is not one of "onType", "onSave"; it is ignored',
      "enhanceYourCalm.maxFileSize: -1 is not a number above 0; it is ignored",
      'enhanceYourCalm.functions has no "borrows": did you mean "borrow"? Valid are "acquire", "consume", "borrow"; all of it is ignored',
    ]);
  });
});

describe("the whole workspace", () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`src/m${String(index)}.ts`, leak]));

  test("is linted without opening anything", async () => {
    await opened({ "src/a.ts": leak, ...files, "dist/built.js": leak });
    const result: WorkspaceResult = await client.connection.sendRequest("workspace/executeCommand", {
      command: lintWorkspaceCommand,
    });
    expect(result).toEqual({ files: 31, findings: 31, cancelled: false });
    expect(client.statuses.map(({ state }) => state)).toContain("linting");
    expect(await client.lines("src/m7.ts")).toEqual([3]);
    expect(await client.lines("dist/built.js")).toEqual([]);
  });

  test("is looked at again when files change on the disk: what is listed is never old", async () => {
    await opened({ "src/a.ts": "export {};\n", "src/b.ts": leak, "src/c.ts": leak, "src/d.ts": leak });
    await client.connection.sendRequest("workspace/executeCommand", { command: lintWorkspaceCommand });
    await client.write("src/b.ts", `\n${leak}`);
    await client.write("src/c.ts", "export {};\n");
    await client.remove("src/d.ts");
    await client.open("src/b.ts");
    await client.close("src/b.ts");
    expect(await client.lines("src/b.ts")).toEqual([4]);
    expect(await client.lines("src/c.ts")).toEqual([]);
    expect(await client.lines("src/d.ts")).toEqual([]);
  });

  test("tells how far it is where the client asked to be told", async () => {
    await opened({ "src/a.ts": leak, ...files });
    const said: (WorkDoneProgressBegin | WorkDoneProgressReport | WorkDoneProgressEnd)[] = [];
    const { WorkDoneProgress } = await import("vscode-languageserver/node");
    client.connection.onProgress(WorkDoneProgress.type, "ours", (progress) => {
      said.push(progress);
    });
    const params = { command: lintWorkspaceCommand, workDoneToken: "ours" };
    await client.connection.sendRequest("workspace/executeCommand", params);
    expect(said.map(({ kind }) => kind)).toEqual(["begin", ...said.slice(2).map(() => "report"), "end"]);
    const shares = said.flatMap((one) => (one.kind === "report" ? (one.percentage ?? []) : []));
    expect(shares).toHaveLength(31);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  test("is cancelled between two files", async () => {
    await opened({ "src/a.ts": leak, ...files });
    await client.settled("src/a.ts");
    const { CancellationTokenSource } = await import("vscode-languageserver/node");
    const source = new CancellationTokenSource();
    const running = client.connection.sendRequest<WorkspaceResult>(
      "workspace/executeCommand",
      { command: lintWorkspaceCommand },
      source.token,
    );
    await vi.waitUntil(() => client.published.some(({ uri }) => uri.endsWith("/m0.ts")), { interval: 1 });
    source.cancel();
    expect(await running).toMatchObject({ cancelled: true });
  });
});
