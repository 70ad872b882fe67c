import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { actionsAt, closeAll, findingIn, findingsIn, hoverAt, leak, open, rule } from "./editor.js";

/**
 * Stands in for the ESLint extension, which is on no npm registry: a collection with the diagnostics that it publishes (`source: "eslint"`,
 * the rule's id and page as `code`).
 */
const eslint = vscode.languages.createDiagnosticCollection("eslint");

function asEslintWould(range: vscode.Range, ruleId = rule): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, "The body …", vscode.DiagnosticSeverity.Error);
  diagnostic.source = "eslint";
  diagnostic.code = { value: ruleId, target: vscode.Uri.parse("https://example.com/") };
  return diagnostic;
}

suite("beside the ESLint extension", () => {
  teardown(async () => {
    eslint.clear();
    await closeAll();
  });

  test("our finding gives way to the same one, and comes back when that goes", async () => {
    const { document } = await open("same.ts", leak);
    const { range } = await findingIn(document.uri);
    eslint.set(document.uri, [asEslintWould(range)]);
    await findingsIn(document.uri, 0);
    eslint.delete(document.uri);
    await findingIn(document.uri);
  });

  test("hover, path and fixes stay", async () => {
    const { document } = await open("stay.ts", leak);
    const { range } = await findingIn(document.uri);
    eslint.set(document.uri, [asEslintWould(range)]);
    await findingsIn(document.uri, 0);
    const page = await hoverAt(document.uri, range.start);
    assert.match(page, /acquires the body/);
    assert.match(page, /ENHANCE_YOUR_CALM/);
    const titles = (await actionsAt(document.uri, range)).map(({ title }) => title);
    assert.ok(
      titles.some((title) => /cancel|read|drain/i.test(title)),
      titles.join("\n"),
    );
  });

  test("a finding on another line, or of another rule, changes nothing", async () => {
    const { document } = await open("other.ts", leak);
    const { range } = await findingIn(document.uri);
    const elsewhere = new vscode.Range(0, 0, 0, 6);
    eslint.set(document.uri, [asEslintWould(elsewhere), asEslintWould(range, "no-undef")]);
    const last = await open("other-last.ts", leak);
    await findingIn(last.document.uri);
    await findingIn(document.uri);
  });

  test("only what is covered gives way", async () => {
    const { document } = await open("some.ts", leak + leak.replace("ping", "pong"));
    const [first, second] = await findingsIn(document.uri, 2);
    assert.ok(first && second);
    eslint.set(document.uri, [asEslintWould(first.range)]);
    const left = await findingIn(document.uri);
    assert.ok(left.range.isEqual(second.range));
  });
});
