/** A verdict is right after an edit elsewhere, in a process that goes on: an editor's, a watcher's. */
import { ESLint } from "eslint";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import tseslint from "typescript-eslint";
import { afterAll, describe, expect, it } from "vitest";
import calm from "../../eslint-plugin/src/index.js";
import { verdicts } from "./modules.js";

const files = {
  "barrel.ts": `export { finish, load } from "./reading.js";\n`,
  "reading.ts": `
export async function finish(res: Response): Promise<void> { await res.arrayBuffer(); }
export async function load(url: string): Promise<number> { const res = await fetch(url); await res.arrayBuffer(); return res.status; }
`,
  "looking.ts": `
export async function finish(res: Response): Promise<void> { console.log(res.status); }
export async function load(url: string): Promise<Response> { return fetch(url); }
`,
  "use.ts": `import { finish, load } from "./barrel.js";
export async function given(url: string): Promise<void> { await finish(await fetch(url)); }
export async function taken(url: string): Promise<void> { console.log(await load(url)); }
`,
};
type Name = keyof typeof files;

const edits: readonly (readonly [title: string, file: Name, text: string])[] = [
  ["a helper", "reading.ts", files["looking.ts"]],
  ["the barrel that exports it", "barrel.ts", files["barrel.ts"].replace("reading", "looking")],
];

/** Where the files of these programs seem to lie. */
const root = join(import.meta.dirname, "virtual");

/** Programs of one host, each made of the one before it: files that were not edited stay the same objects. */
class Watcher {
  readonly #texts = new Map(Object.entries(files).map(([name, text]) => [join(root, name), text]));
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();
  readonly #options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.esnext.d.ts", "lib.dom.d.ts"],
    types: [],
    strict: true,
  };
  program: ts.Program = this.#create();

  edit(name: Name, text: string): void {
    this.#texts.set(join(root, name), text);
    this.#parsed.delete(join(root, name));
    this.program = this.#create(this.program);
  }

  lint(name: Name): readonly string[] {
    const all = verdicts({
      sourceFile: this.sourceFile(name),
      program: this.program,
      checker: this.program.getTypeChecker(),
    });
    return all.map((line) => line.replace(/ at .*$/u, ""));
  }

  sourceFile(name: Name): ts.SourceFile {
    const sourceFile = this.program.getSourceFile(join(root, name));
    if (sourceFile === undefined) throw new Error(`${name} is not in the program`);
    return sourceFile;
  }

  #create(oldProgram?: ts.Program): ts.Program {
    const host = ts.createCompilerHost(this.#options);
    return ts.createProgram({
      rootNames: [...this.#texts.keys()],
      options: this.#options,
      ...(oldProgram && { oldProgram }),
      host: {
        ...host,
        getCurrentDirectory: () => root,
        directoryExists: () => true,
        fileExists: (file) => this.#texts.has(file) || host.fileExists(file),
        readFile: (file) => this.#texts.get(file) ?? host.readFile(file),
        getSourceFile: (file, options) => {
          if (!this.#parsed.has(file)) {
            const text = this.#texts.get(file);
            const parse = (own: string): ts.SourceFile => ts.createSourceFile(file, own, options);
            this.#parsed.set(file, text === undefined ? host.getSourceFile(file, options) : parse(text));
          }
          return this.#parsed.get(file);
        },
      },
    });
  }
}

const before = ["use.ts:2 fetch(url): discharged"];
const after = ["use.ts:2 fetch(url): leaks never", "use.ts:3 load(url): leaks never"];

describe("programs that are made of the ones before", () => {
  it.each(edits)("%s is edited, and edited back", (_, file, text) => {
    const watcher = new Watcher();
    expect(watcher.lint("use.ts")).toEqual(before);
    const caller = watcher.sourceFile("use.ts");
    watcher.edit(file, text);
    expect(watcher.sourceFile("use.ts")).toBe(caller);
    expect(watcher.lint("use.ts")).toEqual(after);
    watcher.edit(file, files[file]);
    expect(watcher.lint("use.ts")).toEqual(before);
  });
});

describe("typescript-eslint's project service", { timeout: 120_000 }, () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "calm-program-")));
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text);
  };
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const options = { module: "esnext", moduleResolution: "bundler", lib: ["esnext", "dom"], types: [], strict: true };
  write("tsconfig.json", JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
  for (const [name, text] of Object.entries(files)) write(name, text);

  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      plugins: { calm },
      rules: { "calm/no-unconsumed-body": ["error", { program: "parser" }] },
    },
  });
  /** Lines with findings. */
  const lint = async (name: Name): Promise<readonly number[]> => {
    const [result] = await eslint.lintFiles([name]);
    expect(result?.fatalErrorCount).toBe(0);
    return result?.messages.map(({ line }) => line) ?? [];
  };

  it.each(edits)("%s is edited and linted, as an editor does; and edited back", async (_, file, text) => {
    expect(await lint("use.ts")).toEqual([]);
    write(file, text);
    await lint(file);
    expect(await lint("use.ts")).toEqual([2, 3]);
    write(file, files[file]);
    await lint(file);
    expect(await lint("use.ts")).toEqual([]);
  });
});
