import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "../eventually.js";
import { closeAll, configure, findingIn, findings, findingsIn, leak, open, root } from "./editor.js";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** Command lines of our servers, which are children of this extension host. */
function servers(): readonly { readonly pid: number; readonly line: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const parent = / (\d+) /.exec(readFileSync(`/proc/${name}/stat`, "utf8").replace(/^.*\) \S/, ""))?.[1];
        return line.includes("server.cjs") && parent === `${process.pid}` ? [{ pid: Number(name), line }] : [];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

function tabLabels(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ label }) => label);
}

suite("commands", () => {
  teardown(closeAll);

  test("all that are contributed are registered", async () => {
    const extension = vscode.extensions.getExtension("enhance-your-calm.enhance-your-calm");
    const { contributes } = extension?.packageJSON as Manifest;
    const registered = await vscode.commands.getCommands(true);
    assert.deepEqual(
      contributes.commands.filter(({ command }) => !registered.includes(command)),
      [],
    );
    assert.equal(contributes.commands.length, 5);
  });

  test("restart: another process, the same findings", async () => {
    const { document } = await open("restart.ts", leak);
    await findingIn(document.uri);
    const [before] = servers();
    await vscode.commands.executeCommand("enhanceYourCalm.restart");
    await findingIn(document.uri);
    await eventually(() => servers().length === 1 && servers()[0]?.pid !== before?.pid, "another process");
  });

  test("a server that ends is started again", async () => {
    const { document } = await open("crash.ts", leak);
    await findingIn(document.uri);
    const [before] = servers();
    assert.ok(before);
    process.kill(before.pid, "SIGKILL");
    await eventually(() => servers()[0] !== undefined && servers()[0]?.pid !== before.pid, "another process");
    await findingIn(document.uri);
  });

  test("the memory limit is the process's, and a change of it takes another one", async () => {
    const { document } = await open("memory.ts", leak);
    await findingIn(document.uri);
    assert.match(servers()[0]?.line ?? "", /--max-old-space-size=4096 /);
    await configure("server.memoryLimit", 1024);
    try {
      await eventually(() => servers()[0]?.line.includes("--max-old-space-size=1024 ") === true, "1024 MB");
      await findingIn(document.uri);
    } finally {
      await configure("server.memoryLimit", undefined);
    }
    await eventually(() => servers()[0]?.line.includes("--max-old-space-size=4096 ") === true, "4096 MB");
  });

  test("lint the whole workspace: findings of files that are not open", async () => {
    const closed = vscode.Uri.joinPath(root(), "lib/closed.ts");
    await vscode.workspace.fs.writeFile(closed, new TextEncoder().encode(leak));
    assert.deepEqual(findings(closed), []);
    // The command ends with a message that waits for its user.
    void vscode.commands.executeCommand("enhanceYourCalm.lintWorkspace");
    await findingsIn(closed, 1);
  });

  test("open the rule's documentation", async () => {
    await vscode.commands.executeCommand("enhanceYourCalm.openRuleDocumentation");
    await eventually(() => tabLabels().some((label) => label.includes("no-unconsumed-body")), "a preview");
  });

  test("show the log", async () => {
    await vscode.commands.executeCommand("enhanceYourCalm.showLog");
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });

  for (const { what, files, expected } of [
    {
      what: "ESM and TypeScript",
      files: { "package.json": '{"type":"module"}', "tsconfig.json": "{}" },
      expected: [/^import calm from "eslint-plugin-calm";$/m, /projectService: true/, /import\.meta\.dirname/],
    },
    {
      what: "CommonJS",
      files: { "package.json": "{}", "tsconfig.json": "{}" },
      expected: [/require\("eslint-plugin-calm"\)\.default/, /^module\.exports = /m, /__dirname/],
    },
    {
      what: "an eslint.config.mjs in a CommonJS project",
      files: { "package.json": "{}", "tsconfig.json": "{}", "eslint.config.mjs": "export default [];" },
      expected: [/^import calm/m],
    },
  ]) {
    test(`copy an ESLint configuration for ${what}`, async () => {
      const written = Object.entries(files).map(([name, text]) => ({ uri: vscode.Uri.joinPath(root(), name), text }));
      const before = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root(), "package.json"));
      for (const { uri, text } of written) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      try {
        await vscode.env.clipboard.writeText("");
        void vscode.commands.executeCommand("enhanceYourCalm.copyEslintConfiguration");
        await eventually(async () => (await vscode.env.clipboard.readText()) !== "", "something in the clipboard");
        const text = await vscode.env.clipboard.readText();
        for (const pattern of expected) assert.match(text, pattern);
      } finally {
        await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root(), "package.json"), before);
        const config = written.find(({ uri }) => uri.path.includes("eslint.config"));
        if (config) await vscode.workspace.fs.delete(config.uri);
      }
    });
  }
});
