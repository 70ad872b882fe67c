import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { suite, teardown, test } from "mocha";
import * as vscode from "vscode";
import { eventually } from "../eventually.js";
import {
  closeAll,
  configure,
  findingIn,
  findings,
  findingsIn,
  hoverAt,
  leak,
  log,
  open,
  rule,
  type,
} from "./editor.js";

/** Holds while `run` runs. */
async function withSetting(name: string, value: unknown, run: () => Promise<void>): Promise<void> {
  await configure(name, value);
  try {
    await run();
  } finally {
    await configure(name, undefined);
  }
}

suite("settings", () => {
  teardown(closeAll);

  test("enable: off takes the findings away, on brings them back", async () => {
    const { document } = await open("enable.ts", leak);
    await findingIn(document.uri);
    await withSetting("enable", false, async () => {
      await findingsIn(document.uri, 0);
    });
    await findingIn(document.uri);
  });

  test("severity: of a rule, or off", async () => {
    const { document } = await open("severity.ts", leak);
    await findingIn(document.uri);
    const severities = {
      error: vscode.DiagnosticSeverity.Error,
      information: vscode.DiagnosticSeverity.Information,
      hint: vscode.DiagnosticSeverity.Hint,
    };
    for (const [name, severity] of Object.entries(severities)) {
      await withSetting("severity", { [rule]: name }, async () => {
        await eventually(() => findings(document.uri)[0]?.severity === severity, name);
      });
    }
    await withSetting("severity", { [rule]: "off" }, async () => {
      await findingsIn(document.uri, 0);
    });
  });

  test("run: onSave waits for the save", async () => {
    await withSetting("run", "onSave", async () => {
      const editor = await open("run.ts", leak);
      const { document } = editor;
      await findingIn(document.uri);
      await type(editor, leak + leak.replace("ping", "pong"));
      // Nothing tells that nothing happens: the server has the change by now, and ten times as long as it takes to look at it.
      await hoverAt(document.uri, new vscode.Position(0, 0));
      await sleep(2000);
      assert.equal(findings(document.uri).length, 1);
      await document.save();
      await findingsIn(document.uri, 2);
    });
  });

  test("maxFileSize: a larger file is left alone, which the log says", async () => {
    await withSetting("maxFileSize", 1, async () => {
      const large = await open("large.ts", `${leak}// ${"x".repeat(2000)}\n`);
      const small = await open("small.ts", leak);
      await findingIn(small.document.uri);
      await findingsIn(large.document.uri, 0);
      await eventually(() => log().includes("large.ts"), "a line in the log");
    });
  });

  test("functions: what borrows leaves the duty where it is", async () => {
    const text = leak
      .replace("return res.ok;", "look(res);\n  return true;")
      .concat("declare function look(res: Response): void;\n");
    const { document } = await open("functions.ts", text);
    await findingsIn(document.uri, 0);
    await withSetting("functions", { borrow: [{ from: "file", name: "look" }] }, async () => {
      await findingIn(document.uri);
    });
  });

  test("strict: reaches the server", async () => {
    const text = `export function status(res: Response): number {
  return res.status;
}
export async function all(get: (url: string) => Promise<Response>): Promise<number> {
  const res = await get("https://example.com");
  return res.status;
}
`;
    const { document } = await open("strict.ts", text);
    await findingsIn(document.uri, 0);
    await withSetting("strict", true, async () => {
      await eventually(() => findings(document.uri).length > 0, "findings of types alone");
    });
  });

  for (const [name, value] of [
    ["run", "sometimes"],
    ["severity", { [rule]: "fatal" }],
    ["maxFileSize", "big"],
    ["server.memoryLimit", 7],
  ] as const) {
    test(`${name}: a value that is none is named in the log, and the default holds`, async () => {
      const before = log().length;
      await withSetting(name, value, async () => {
        const { document } = await open(`invalid-${name}.ts`, leak);
        await eventually(() => log().slice(before).includes(`enhanceYourCalm.${name}`), "the setting's name");
        const { severity } = await findingIn(document.uri);
        assert.equal(severity, vscode.DiagnosticSeverity.Warning);
      });
    });
  }
});
