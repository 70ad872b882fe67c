/**
 * Errors of generated modules that come back to nobody: promises they leave alone, streams that die unread, clients that are used in ways
 * they do not expect. That is the modules' business; errors of the oracle are not.
 */
export function ignoreStrayErrors(): void {
  process.on("unhandledRejection", () => undefined);
  process.on("uncaughtException", (error) => {
    if (!isOfOracle(error)) return;
    console.error(error);
    process.exit(70);
  });
}

/** An error that a world throws on purpose. */
export class Accident extends Error {
  override readonly name = "Accident";
}

function isOfOracle(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  const [, first = ""] = (error.stack ?? "").split(/^ +at /mu);
  return !(error instanceof Accident) && first.includes(import.meta.dirname) && !first.includes("eval at");
}
