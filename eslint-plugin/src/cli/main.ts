/** The `calm` command. */
import { describeError } from "../linting/errors.js";
import { parseArguments } from "./options.js";
import type { ExitCode } from "./run.js";

/**
 * Runs the command to its end.
 *
 * @param args - the arguments after the program's name
 * @returns the exit code: nothing is thrown, and the process is left to end by itself so that all output gets out
 *
 * @example
 * process.exitCode = await main(process.argv.slice(2));
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  // `calm | head`: whoever reads has seen enough.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
  });
  try {
    const request = parseArguments(args);
    if (request.kind === "answer") {
      console.log(request.text.trimEnd());
      return 0;
    }
    // Loaded late: `--help` should not wait for TypeScript.
    if (request.kind === "explain") {
      const { runExplain } = await import("./explain.js");
      return await runExplain(request.options);
    }
    if (request.kind === "server") {
      const { serve } = await import("../server/main.js");
      serve("stdio");
      return 0;
    }
    const { run } = await import("./run.js");
    return await run(request.options);
  } catch (error) {
    console.error(describeError(error, "starting"));
    return 2;
  }
}
