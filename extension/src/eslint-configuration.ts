import * as vscode from "vscode";

const configurations = ["js", "mjs", "cjs", "ts", "mts", "cts"].map((extension) => `eslint.config.${extension}`);

/** What is known of a project without executing anything of it. */
interface Project {
  /** Its `eslint.config.*`, if it has one. */
  readonly existing: string | undefined;
  /** Whether `.js` files in it are ES modules. */
  readonly isEsm: boolean;
  readonly hasTypescript: boolean;
}

/** Copies a configuration of ESLint with our rules to the clipboard, in the form that the project takes. */
export async function copyEslintConfiguration(): Promise<void> {
  const folder = await chosenFolder();
  if (folder === undefined) return;
  const { name, text, packages, existing } = configurationFor(await projectIn(folder.uri));
  await vscode.env.clipboard.writeText(text);
  const where = existing ? `${name} exists: add what was copied to it.` : `Paste what was copied into ${name}.`;
  await vscode.window.showInformationMessage(`${where} Then: npm install --save-dev ${packages.join(" ")}`);
}

async function chosenFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    await vscode.window.showInformationMessage("Enhance Your Calm: open the project's folder first.");
  }
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

async function projectIn(folder: vscode.Uri): Promise<Project> {
  const names = new Set((await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name));
  const tsconfigs = new vscode.RelativePattern(folder, "**/tsconfig*.json");
  return {
    existing: configurations.find((name) => names.has(name)),
    isEsm: names.has("package.json") && (await typeOf(vscode.Uri.joinPath(folder, "package.json"))) === "module",
    hasTypescript: (await vscode.workspace.findFiles(tsconfigs, "**/node_modules/**", 1)).length > 0,
  };
}

/** The `type` of a package.json; one that is being edited may not be JSON. */
async function typeOf(manifest: vscode.Uri): Promise<unknown> {
  try {
    const { type } = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(manifest))) as {
      type?: unknown;
    };
    return type;
  } catch {
    return undefined;
  }
}

function configurationFor({ existing, isEsm, hasTypescript }: Project): {
  readonly name: string;
  readonly text: string;
  readonly packages: readonly string[];
  readonly existing: boolean;
} {
  const name = existing ?? "eslint.config.js";
  const isCommonJs = /\.c[jt]s$/.test(name) || (name === "eslint.config.js" && !isEsm);
  return {
    name,
    text: isCommonJs ? commonJs(hasTypescript) : esm(hasTypescript),
    packages: ["eslint", "eslint-plugin-calm", ...(hasTypescript ? ["typescript-eslint"] : [])],
    existing: existing !== undefined,
  };
}

function esm(hasTypescript: boolean): string {
  return `import calm from "eslint-plugin-calm";
import { defineConfig } from "eslint/config";
${hasTypescript ? `import tseslint from "typescript-eslint";\n` : ""}
export default defineConfig([
${entries(hasTypescript, "import.meta.dirname")}]);
`;
}

function commonJs(hasTypescript: boolean): string {
  return `const calm = require("eslint-plugin-calm").default;
const { defineConfig } = require("eslint/config");
${hasTypescript ? `const tseslint = require("typescript-eslint");\n` : ""}
module.exports = defineConfig([
${entries(hasTypescript, "__dirname")}]);
`;
}

function entries(hasTypescript: boolean, directory: string): string {
  const typed = `  {
    files: ["**/*.{ts,tsx,mts,cts}"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: ${directory} },
    },
  },
`;
  return `${hasTypescript ? typed : ""}  calm.configs.recommended,\n`;
}
