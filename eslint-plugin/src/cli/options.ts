/** The command line: what may be asked, and the text of `--help`. */
import { createRequire } from "node:module";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { UsageError } from "../linting/errors.js";
import { type LineReference, parseLineReference } from "./line-reference.js";

/** One run of the linter as the user asked for it. */
export interface Options {
  /** Files, directories and globs, as written; empty: the current directory. */
  readonly paths: readonly string[];
  /** Name or path of an ESLint formatter. */
  readonly format: string;
  /** How many warnings still count as success; null: any number. */
  readonly maxWarnings: number | null;
  /** Only errors are printed. */
  readonly quiet: boolean;
  readonly stats: boolean;
  /** Use `configs.strict`. */
  readonly strict: boolean;
  /** A JSON file with what `settings.calm` says; null: none. */
  readonly settings: string | null;
  /** False if colours are forbidden; otherwise terminal and environment decide. */
  readonly color: boolean;
}

/** Lines to be explained. */
export interface ExplainOptions {
  readonly lines: readonly LineReference[];
  /** Print JSON, not text. */
  readonly json: boolean;
  /** As in {@link Options}. */
  readonly strict: boolean;
  /** As in {@link Options}. */
  readonly settings: string | null;
}

/** What a command line comes to: a run, an explanation, a language server, or a text that answers it (`--help`, `--version`). */
export type Request =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "explain"; readonly options: ExplainOptions }
  | { readonly kind: "server" }
  | { readonly kind: "answer"; readonly text: string };

/** As wide as a terminal usually is. Fixed, so that the documentation can quote the text. */
const helpWidth = 80;

/** The one format for people that is known to us. */
export const defaultFormat = "stylish";

const skippedAndExitCodes = `
Lints .js, .mjs, .cjs, .jsx, .ts, .mts, .cts and .tsx files. Left out, unless
named: what a .gitignore names; node_modules, bower_components, vendor; build
output (dist, build, out, coverage, storybook-static); hidden files and folders
except .github; *.min.* and declaration files (*.d.ts). The project's own ESLint
configuration is not read, and nothing of the project is run.

Exit codes:
  0  nothing found, or --explain has answered
  1  findings (or too many warnings), or a file that cannot be parsed or read
  2  the command line, a path or a tsconfig is wrong, there is nothing to lint, or
     an error of calm's own kept it from looking everywhere
`;

/**
 * Reads the command line.
 *
 * @param args - the arguments after the program's name
 * @returns the run that is asked for, or the text to print instead
 * @throws UsageError for unknown options and impossible values, with the nearest option if one is near
 *
 * @example
 * parseArguments(["--quiet", "src"]); // { kind: "run", options: { paths: ["src"], quiet: true, … } }
 */
export function parseArguments(args: readonly string[]): Request {
  let answer = "";
  const chosen = new Set<"lsp">();
  const command = createCommand((text) => (answer += text));
  // A folder of that name is linted as `./lsp`.
  const server = command.command("lsp").description("serve an editor, by the Language Server Protocol");
  server.option("--stdio", "what editors say by habit; it is always so").action(() => {
    chosen.add("lsp");
  });
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode === 0) {
      return { kind: "answer", text: answer };
    }
    throw new UsageError(error.message.replace(/^error: /, "").replaceAll("\n", " "));
  }
  if (chosen.has("lsp")) return { kind: "server" };
  const given = command.opts<GivenOptions>();
  if (given.explain !== undefined) {
    return { kind: "explain", options: explainOptions(given, given.explain, command.args) };
  }
  return {
    kind: "run",
    options: {
      paths: command.args,
      format: given.format,
      maxWarnings: given.maxWarnings ?? null,
      quiet: given.quiet ?? false,
      stats: given.stats ?? false,
      strict: given.strict ?? false,
      settings: given.settings ?? null,
      color: given.color,
    },
  };
}

function explainOptions(
  { format, strict, settings }: GivenOptions,
  lines: readonly LineReference[],
  [path]: readonly string[],
): ExplainOptions {
  if (path !== undefined) {
    throw new UsageError(`--explain names its file itself, and may be repeated: what is ${path} for?`);
  }
  if (format !== defaultFormat && format !== "json") {
    throw new UsageError(`--explain prints text, or JSON with --format json, and knows no format ${format}`);
  }
  return { lines, json: format === "json", strict: strict ?? false, settings: settings ?? null };
}

/** Options as commander hands them over. */
interface GivenOptions {
  readonly explain?: readonly LineReference[];
  readonly format: string;
  readonly maxWarnings?: number;
  readonly quiet?: true;
  readonly stats?: true;
  readonly strict?: true;
  readonly settings?: string;
  readonly color: boolean;
}

function createCommand(answer: (text: string) => void): Command {
  return new Command("calm")
    .description("Finds HTTP responses whose bodies are neither read nor cancelled.")
    .usage("[options] [paths...]")
    .argument("[paths...]", "files, directories and globs (default: the current directory)")
    .option("-f, --format <name>", "ESLint formatter: a name, a package or a path", defaultFormat)
    .addOption(explainOption())
    .option("--max-warnings <n>", "exit with 1 if there are more warnings", wholeNumber)
    .option("--quiet", "print errors only, no warnings")
    .option("--strict", "configs.strict instead of configs.recommended")
    .option("--settings <file>", "JSON: functions that acquire, consume, borrow")
    .option("--stats", "tell on stderr what was analysed")
    .option("--no-color", "no colours, even on a terminal")
    .version(packageVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", skippedAndExitCodes)
    .helpCommand(false)
    .action(() => undefined)
    .exitOverride()
    .configureOutput({ writeOut: answer, outputError: () => undefined, getOutHelpWidth: () => helpWidth });
}

function explainOption(): Option {
  return new Option("--explain <file:line>", "tell why a line is reported, or why not")
    .argParser((text: string, others: readonly LineReference[] | undefined) => [
      ...(others ?? []),
      parseLineReference(text),
    ])
    .conflicts(["maxWarnings", "quiet", "stats"]);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError("It must be a whole number.");
  }
  return Number(text);
}

function packageVersion(): string {
  const manifest = createRequire(import.meta.url)("#manifest") as { readonly version: string };
  return manifest.version;
}
