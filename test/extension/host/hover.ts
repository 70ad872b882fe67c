import assert from "node:assert/strict";
import { suite, teardown, test } from "mocha";
import { eventually } from "../eventually.js";
import { closeAll, configure, findingIn, findingsIn, hoverAt, leak, open } from "./editor.js";

suite("hover", () => {
  teardown(closeAll);

  test("on the squiggle explains what leaks, what it costs, and ENHANCE_YOUR_CALM", async () => {
    const { document } = await open("hover.ts", leak);
    const { range } = await findingIn(document.uri);
    const text = await hoverAt(document.uri, range.start);
    assert.match(text, /ENHANCE_YOUR_CALM/);
    assert.match(text, /HTTP\/1\.1/);
    assert.match(text, /HTTP\/2/);
    assert.match(text, /```/, "the fix as code");
    assert.match(text, /no-unconsumed-body\.md/);
    assert.match(text, /enhance-your-calm\.md/);
    assert.doesNotMatch(text, /acquires the body/, "VS Code shows the path itself, with the diagnostic");
  });

  test("on the acquiring call, away from the squiggle, tells the path too", async () => {
    const text = leak.replace("return res.ok;", "if (!res.ok) return false;\n  await res.text();\n  return true;");
    const { document } = await open("acquiring.ts", text);
    const { range } = await findingIn(document.uri);
    assert.equal(range.start.line, 2);
    assert.match(await hoverAt(document.uri, document.positionAt(text.indexOf("fetch") + 1)), /acquires the body/);
  });

  test("on a call that is fine tells where it is read, if asked to", async () => {
    const text = leak.replace("return res.ok;", "return res.json();");
    const { document } = await open("fine.ts", text);
    await findingsIn(document.uri, 0);
    const fetch = document.positionAt(text.indexOf("fetch") + 1);
    const page = /line 3|no-unconsumed-body/;
    assert.doesNotMatch(await hoverAt(document.uri, fetch), page);
    await configure("hoverOnFineCalls", true);
    try {
      await eventually(async () => page.test(await hoverAt(document.uri, fetch)), "a hover");
    } finally {
      await configure("hoverOnFineCalls", undefined);
    }
  });
});
