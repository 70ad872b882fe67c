import * as vscode from "vscode";
import type { StatusParams } from "../../eslint-plugin/src/server/protocol.js";

const showLog: vscode.Command = { command: "enhanceYourCalm.showLog", title: "Show Log" };
const showProblems: vscode.Command = { command: "workbench.actions.view.problems", title: "Show Problems" };
const openSettings: vscode.Command = {
  command: "workbench.action.openSettings",
  title: "Open Settings",
  arguments: ["enhanceYourCalm"],
};

/** The entry below `{}` in the status bar: how the server is. */
export class Status implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;

  /** @param languages documents beside which it is shown */
  constructor(languages: vscode.DocumentSelector) {
    this.#item = vscode.languages.createLanguageStatusItem("enhanceYourCalm", languages);
    this.#item.name = "Enhance Your Calm";
    this.show({ state: "starting", findings: 0 });
  }

  /** Shows what the server, or who started it, says of it. */
  show({ state, findings, message }: StatusParams): void {
    this.#item.busy = state === "starting" || state === "linting";
    this.#item.severity =
      state === "error" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    const { text, detail, command } = entryFor(state, findings);
    this.#item.text = text;
    this.#item.command = command;
    this.#item.detail = message ?? detail;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

interface Entry {
  readonly text: string;
  readonly detail: string;
  readonly command: vscode.Command;
}

function entryFor(state: StatusParams["state"], findings: number): Entry {
  switch (state) {
    case "starting":
      return { text: "Calm: starting", detail: "", command: showLog };
    case "linting":
      return { text: "Calm: checking", detail: "", command: showLog };
    case "ready":
      return { text: `Calm: ${counted(findings)}`, detail: "in open files", command: showProblems };
    case "off":
      return { text: "Calm: off", detail: "", command: openSettings };
    case "error":
      return { text: "Calm: not working", detail: "", command: showLog };
  }
}

function counted(findings: number): string {
  if (findings === 0) return "no leaks";
  return findings === 1 ? "1 leak" : `${findings} leaks`;
}
