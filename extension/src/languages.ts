import * as vscode from "vscode";
import { languages as checked } from "../../eslint-plugin/src/server/protocol.js";

/** Documents that are linted: files on disk, never the left side of a comparison or an untitled draft. */
export const languages = checked.map((language) => ({
  scheme: "file",
  language,
}));

const components: Readonly<Record<string, string>> = { vue: "Vue", svelte: "Svelte", astro: "Astro" };

/**
 * Says in the log, once for each kind, that the scripts inside components are not looked at.
 *
 * @param log where to say it
 * @returns what ends the watching for them
 */
export function leaveComponentsAlone(log: vscode.LogOutputChannel): vscode.Disposable {
  const said = new Set<string>();
  const say = ({ languageId }: vscode.TextDocument): void => {
    const name = components[languageId];
    if (name === undefined || said.has(languageId)) return;
    said.add(languageId);
    log.info(`${name} components are left alone: ESLint checks them with eslint-plugin-calm and a parser for ${name}.`);
  };
  vscode.workspace.textDocuments.forEach(say);
  return vscode.workspace.onDidOpenTextDocument(say);
}
