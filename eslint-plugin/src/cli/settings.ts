/** `--settings`: what `settings.calm` is to ESLint. */
import { readFileSync } from "node:fs";
import { type CalmSettings, resolvedSettings, SettingsError } from "../settings.js";
import { firstLine, systemReason, UsageError } from "../linting/errors.js";

/**
 * Reads a file of settings.
 *
 * @param file - As the user named it; null: no settings.
 * @param directory - What paths in it are relative to: where the command runs, as for ESLint.
 * @throws UsageError if the file cannot be read, is no JSON, or has a mistake in it.
 */
export function readSettings(file: string | null, directory: string): CalmSettings | undefined {
  if (file === null) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${systemReason(error)}`);
  }
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is no JSON: ${firstLine(error)}`);
  }
  try {
    return resolvedSettings(settings, directory);
  } catch (error) {
    throw error instanceof SettingsError ? new UsageError(`${file}: ${error.message}`) : error;
  }
}
