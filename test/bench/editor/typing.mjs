// One editor that types, in a process of its own: node --expose-gc typing.mjs <server|projectService> <file> <keystrokes>
//
// `server` is our language server, with its client in the same process. `projectService` is typescript-eslint's own way to types in an editor, with
// the same rule in ESLint's own class. Prints what it measured as JSON: milliseconds and MiB.
import { readFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { pathToFileURL } from "node:url";
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";

/** @typedef {{ lint: (text: string) => Promise<number> }} Editor answers with the number of findings */

const [side = "", file = "", count = ""] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
/** @param {number} index what the file holds after so many keystrokes: a number that becomes longer */
const typed = (index) => `${text}\nexport const typed = 1${"1".repeat(index % 12)};\n`;

const editor = side === "server" ? await ourServer() : await projectService();
const first = await timed(() => editor.lint(typed(0)));
const keystrokes = [];
for (let index = 1; index <= Number(count); index += 1) {
  keystrokes.push(await timed(() => editor.lint(typed(index))));
}
globalThis.gc?.();
console.log(
  JSON.stringify({
    first: first.milliseconds,
    keystrokes: keystrokes.map(({ milliseconds }) => milliseconds),
    findings: first.result,
    peak: process.resourceUsage().maxRSS / 1024,
    heap: process.memoryUsage().heapUsed / 1024 ** 2,
  }),
);
process.exit(0);

/**
 * @template Result
 * @param {() => Promise<Result>} run
 */
async function timed(run) {
  const start = performance.now();
  const result = await run();
  return { result, milliseconds: performance.now() - start };
}

/** @returns {Promise<Editor>} */
async function ourServer() {
  const { startServer } = await import("../../../eslint-plugin/dist/server/server.js");
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  startServer(createConnection(ProposedFeatures.all, toServer, toClient));
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  /** @type {(findings: number) => void} */
  let heard = () => undefined;
  client.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => {
    heard(diagnostics.length);
  });
  client.onRequest("client/registerCapability", () => null);
  client.listen();
  const root = pathToFileURL(process.cwd()).href;
  const workspace = { didChangeWatchedFiles: { dynamicRegistration: true } };
  await client.sendRequest("initialize", {
    processId: null,
    workspaceFolders: [{ uri: root, name: "" }],
    capabilities: { workspace },
  });
  await client.sendNotification("initialized", {});
  const uri = pathToFileURL(file).href;
  let version = 0;
  return {
    lint(newText) {
      version += 1;
      const answer = new Promise((resolve) => (heard = resolve));
      const textDocument = { uri, version };
      void (version === 1
        ? client.sendNotification("textDocument/didOpen", {
            textDocument: { ...textDocument, languageId: "typescript", text: newText },
          })
        : client.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ text: newText }] }));
      return answer;
    },
  };
}

/** @returns {Promise<Editor>} */
async function projectService() {
  const { ESLint } = await import("eslint");
  const { default: calm } = await import("../configs/calm.mjs");
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: calm });
  return {
    async lint(newText) {
      const [result] = await eslint.lintText(newText, { filePath: file });
      return result?.messages.length ?? 0;
    },
  };
}
