import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { closeAll, findingIn, findingsIn, leak, open, root, rule, type } from "./editor.js";

suite("diagnostics", () => {
  teardown(closeAll);

  test("a leak has a rule, a page on it, a severity and the words of the rule", async () => {
    const { document } = await open("diagnostics.ts", leak);
    const { code, message, range, severity, source } = await findingIn(document.uri);
    assert.equal(source, "calm");
    assert.equal(severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(message, "The body of `res` (fetch, line 2) is never read or cancelled.");
    assert.equal(document.getText(range), "fetch(url)");
    assert.ok(typeof code === "object");
    assert.equal(code.value, rule);
    assert.match(code.target.toString(), /^https:\/\/github\.com\/.+\/no-unconsumed-body\.md/);
  });

  test("related information walks the path", async () => {
    const text = `export async function user(url: string): Promise<unknown> {
  const res = await fetch(url);
  if (!res.ok) throw new Error("no");
  return res.json();
}
`;
    const { document } = await open("path.ts", text);
    const { relatedInformation = [] } = await findingIn(document.uri);
    assert.ok(relatedInformation.length >= 2, JSON.stringify(relatedInformation));
    assert.ok(relatedInformation.every(({ location }) => location.uri.toString() === document.uri.toString()));
    const lines = relatedInformation.map(({ location }) => location.range.start.line);
    assert.deepEqual(
      lines,
      lines.toSorted((a, b) => a - b),
      "in the order of execution",
    );
    assert.equal(lines[0], 1);
  });

  test("what is typed counts, saved or not", async () => {
    const editor = await open("typed.ts", leak);
    const { uri } = editor.document;
    await findingIn(uri);
    await type(editor, leak.replace("return res.ok;", "return res.json();"));
    await findingsIn(uri, 0);
    assert.ok(editor.document.isDirty);
    await type(editor, leak + leak.replace("ping", "pong"));
    await findingsIn(uri, 2);
  });

  test("what another unsaved document says counts", async () => {
    const dependency = await open(
      "dependency.ts",
      `export async function get(url: string): Promise<{ readonly ok: boolean }> {
  const res = await fetch(url);
  await res.text();
  return { ok: res.ok };
}
`,
    );
    const { document } = await open(
      "dependent.ts",
      `import { get } from "./dependency.js";

export async function isUp(url: string): Promise<boolean> {
  const res = await get(url);
  return res.ok;
}
`,
    );
    await findingsIn(document.uri, 0);
    const first = await vscode.window.showTextDocument(dependency.document, { preserveFocus: true });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    await type(first, "export const get = (url: string): Promise<Response> => fetch(url);\n");
    await findingIn(document.uri);
  });

  test("JavaScript, React and CommonJS are checked too", async () => {
    const javascript = leak.replace(/: (?:string|Promise<boolean>)/g, "");
    for (const name of ["plain.js", "module.mjs", "common.cjs", "view.jsx"]) {
      const { document } = await open(name, name === "common.cjs" ? javascript.replace("export ", "") : javascript);
      await findingIn(document.uri);
    }
    const { document } = await open("view.tsx", `${leak}export const View = () => <p>{String(ping)}</p>;\n`);
    await findingIn(document.uri);
  });

  test("what is not a file on disk is left alone: a draft, and the left side of a comparison", async () => {
    const draft = await vscode.workspace.openTextDocument({ language: "typescript", content: leak });
    await vscode.window.showTextDocument(draft);
    const provider = vscode.workspace.registerTextDocumentContentProvider("revision", {
      provideTextDocumentContent: () => leak,
    });
    const { document } = await open("after-draft.ts", leak);
    const left = document.uri.with({ scheme: "revision" });
    await vscode.commands.executeCommand("vscode.diff", left, document.uri);
    await findingIn(document.uri);
    await findingsIn(draft.uri, 0);
    await findingsIn(left, 0);
    provider.dispose();
  });

  test("nothing is said in node_modules", async () => {
    const installed = await open("node_modules/some-client/index.ts", leak);
    const { document } = await open("after-installed.ts", leak);
    await findingIn(document.uri);
    await findingsIn(installed.document.uri, 0);
  });

  test("a deleted file's findings go", async () => {
    const { document } = await open("deleted.ts", leak);
    await findingIn(document.uri);
    await closeAll();
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(root(), "deleted.ts"));
    await findingsIn(document.uri, 0);
  });
});
