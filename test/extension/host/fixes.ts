import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "../eventually.js";
import { actionsAt, apply, closeAll, findingIn, findingsIn, leak, open, rule } from "./editor.js";

/** TypeScript's own complaints: what a fix leaves behind has to compile. */
function errors(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === "ts" && severity === vscode.DiagnosticSeverity.Error)
    .map(({ message }) => message);
}

suite("fixes", () => {
  teardown(closeAll);

  test("each suggestion is offered, one preferred; it ends the finding, and the file compiles", async () => {
    const { document } = await open("fix.ts", leak);
    const { range } = await findingIn(document.uri);
    const actions = await actionsAt(document.uri, range);
    const titles = actions.map(({ title }) => title).join("\n");
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    assert.equal(preferred.length, 1, titles);
    assert.ok(actions.length >= 4, titles);
    await apply(preferred[0]);
    await findingsIn(document.uri, 0);
    assert.match(document.getText(), /res\.(?:body\?\.cancel|arrayBuffer)\(\)/);
    assert.deepEqual(errors(document.uri), []);
  });

  test("all leaks of a file are fixed at once", async () => {
    const text = ["a", "b", "c"].map((name) => leak.replace("ping", name)).join("\n");
    const { document } = await open("fix-all.ts", text);
    const [first] = await findingsIn(document.uri, 3);
    assert.ok(first);
    const actions = await actionsAt(document.uri, first.range);
    await apply(actions.find(({ title }) => /all .*in this file/i.test(title)));
    await findingsIn(document.uri, 0);
    assert.deepEqual(errors(document.uri), []);
  });

  test("all leaks of a file are fixed by the source action, which can run on save", async () => {
    const { document } = await open("fix-on-save.ts", `${leak}\n${leak.replace("ping", "pong")}`);
    await findingsIn(document.uri, 2);
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await actionsAt(document.uri, everything, vscode.CodeActionKind.SourceFixAll);
    assert.ok(actions.some(({ kind }) => kind?.value === "source.fixAll.calm"));

    const editor = vscode.workspace.getConfiguration("editor");
    await editor.update(
      "codeActionsOnSave",
      { "source.fixAll.calm": "explicit" },
      vscode.ConfigurationTarget.Workspace,
    );
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), "// edited\n");
      assert.ok(await vscode.workspace.applyEdit(edit));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("workbench.action.files.save");
      await findingsIn(document.uri, 0);
      await eventually(() => !document.isDirty, "saved");
    } finally {
      await editor.update("codeActionsOnSave", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  for (const { what, title, comment } of [
    { what: "line", title: /disable.*line/i, comment: `eslint-disable-next-line ${rule}` },
    { what: "file", title: /disable.*file/i, comment: `eslint-disable ${rule}` },
  ]) {
    test(`the rule is disabled for a ${what} by ESLint's comment`, async () => {
      const { document } = await open(`disable-${what}.ts`, leak);
      const { range } = await findingIn(document.uri);
      const actions = await actionsAt(document.uri, range);
      await apply(actions.find((action) => title.test(action.title)));
      await findingsIn(document.uri, 0);
      assert.ok(document.getText().includes(comment), document.getText());
    });
  }
});
