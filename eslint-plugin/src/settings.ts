/** `settings.calm` of an ESLint configuration: what users tell all rules about functions. Anyone's; see also model/knowledge.ts. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type DeclaredFunction, type Deed, Knowledge } from "./model/knowledge.js";
import { nearest } from "./nearest.js";

interface Named {
  /**
   * Names as they are declared, behind those of what they are declared in: `drain`, `Api.request` for a method of a class or interface.
   */
  readonly name: string | readonly string[];
}

/** A function that is declared in the project. */
export interface FileSpecifier extends Named {
  readonly from: "file";
  /** The file that declares it, absolute or relative to the directory that ESLint runs in. Absent: any file of the project. */
  readonly path?: string;
}

/** A function that is declared by TypeScript's own libraries. */
export interface LibSpecifier extends Named {
  readonly from: "lib";
}

/** A function that a package declares, or `@types/…` for it, or an ambient module of that name. */
export interface PackageSpecifier extends Named {
  readonly from: "package";
  readonly package: string;
}

/**
 * Where a function is declared: a `TypeOrValueSpecifier` of typescript-eslint, without its form that is a name alone.
 *
 * @see https://typescript-eslint.io/packages/type-utils/type-or-value-specifier
 */
export type FunctionSpecifier = FileSpecifier | LibSpecifier | PackageSpecifier;

/**
 * `settings.calm`. What is listed here is added to what the rules know by themselves.
 *
 * @example
 * const calm: CalmSettings = { consume: [{ from: "file", path: "src/http.ts", name: "drain" }] };
 */
export interface CalmSettings {
  /** Functions that give a response, or a promise of one, which their caller has to read or cancel. */
  readonly acquire?: readonly FunctionSpecifier[];
  /** Functions that read or cancel each response they are given as an argument, or are called on. */
  readonly consume?: readonly FunctionSpecifier[];
  /** Functions that only look at each response they are given as an argument, or are called on: their caller still has to read it. */
  readonly borrow?: readonly FunctionSpecifier[];
}

/** A mistake in `settings.calm`; the message is one line that says where it is and what to do. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const deeds = ["acquire", "consume", "borrow"] as const satisfies readonly Deed[];

/** The keys of a specifier; `true`: it must have them. */
const keysOf = {
  file: { from: true, name: true, path: false },
  lib: { from: true, name: true },
  package: { from: true, name: true, package: true },
} as const;
const sources = Object.keys(keysOf) as (keyof typeof keysOf)[];

const nameSchema = {
  description: "Names as they are declared: `drain`, or `Api.request` for a method.",
  oneOf: [
    { type: "string", minLength: 1 },
    { type: "array", items: { type: "string", minLength: 1 }, minItems: 1, uniqueItems: true },
  ],
} as const;

const specifierSchemas = sources.map((from) => {
  const keys = Object.entries<boolean>(keysOf[from]);
  return {
    type: "object",
    additionalProperties: false,
    required: keys.flatMap(([key, isRequired]) => (isRequired ? [key] : [])),
    properties: Object.fromEntries(keys.map(([key]) => [key, schemaOf(key, from)])),
  };
});

function schemaOf(key: string, from: string): object {
  if (key === "from") return { type: "string", enum: [from] };
  return key === "name" ? nameSchema : { type: "string", minLength: 1 };
}

/** JSON Schema (draft 4, as ESLint's own) of `settings.calm`. */
export const settingsSchema = {
  type: "object",
  description: "Functions that acquire, consume or borrow HTTP responses, beyond those that eslint-plugin-calm knows.",
  additionalProperties: false,
  properties: Object.fromEntries(deeds.map((deed) => [deed, { type: "array", items: { oneOf: specifierSchemas } }])),
} as const;

const known = new Map<string, Knowledge>();

/**
 * What the settings say, for the analysis. The same object for equal settings, so that analyses can be kept by it.
 *
 * @param settings - The value of `settings.calm`, as the user wrote it.
 * @param directory - Absolute path that paths in it are relative to.
 * @throws SettingsError for anything that would have no effect: unknown keys and values (with the nearest valid ones), files that do not exist.
 * @example
 * knowledgeIn({ borrow: [{ from: "file", name: "logResponse" }] }, context.cwd)
 */
export function knowledgeIn(settings: unknown, directory: string): Knowledge | undefined {
  if (settings === undefined) return undefined;
  const key = JSON.stringify([directory, settings]);
  let knowledge = known.get(key);
  if (knowledge === undefined) {
    knowledge = new Knowledge(resolvedSettings(settings, directory));
    known.set(key, knowledge);
  }
  return knowledge;
}

/**
 * The same settings with absolute paths and one name in each specifier.
 *
 * @throws SettingsError as {@link knowledgeIn}.
 */
export function resolvedSettings(
  settings: unknown,
  directory: string,
): Readonly<Record<Deed, readonly DeclaredFunction[]>> {
  const at = "settings.calm";
  checkKeys(settings, at, deeds);
  const functions = (deed: Deed): readonly DeclaredFunction[] => {
    const specifiers = settings[deed] ?? [];
    if (!Array.isArray(specifiers)) throw new SettingsError(`${at}.${deed} must be an array of functions`);
    return specifiers.flatMap((specifier: unknown, index) =>
      functionsOf(specifier, `${at}.${deed}[${String(index)}]`, directory),
    );
  };
  return { acquire: functions("acquire"), consume: functions("consume"), borrow: functions("borrow") };
}

function functionsOf(specifier: unknown, at: string, directory: string): readonly DeclaredFunction[] {
  if (typeof specifier === "string") {
    throw new SettingsError(
      `${at} is only a name, and functions are told by where they are declared: write { from: "file", name: ${JSON.stringify(specifier)} }, or from: "package" or "lib"`,
    );
  }
  checkKeys(specifier, at, null);
  const from = checkFrom(specifier["from"], at);
  checkKeys(specifier, at, Object.keys(keysOf[from]));
  return namesIn(specifier["name"], `${at}.name`).map((name): DeclaredFunction => {
    switch (from) {
      case "lib":
        return { from, name };
      case "package":
        return { from, name, package: text(specifier["package"], `${at}.package`) };
      case "file":
        return specifier["path"] === undefined
          ? { from, name }
          : { from, name, path: existingFile(text(specifier["path"], `${at}.path`), `${at}.path`, directory) };
    }
  });
}

type Properties = Readonly<Record<string, unknown>>;

/** @param valid - null: any. */
function checkKeys(value: unknown, at: string, valid: readonly string[] | null): asserts value is Properties {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new SettingsError(`${at} must be an object`);
  }
  const unknown = valid && Object.keys(value).find((key) => !valid.includes(key));
  if (valid !== null && typeof unknown === "string") {
    throw new SettingsError(`${at} has no ${JSON.stringify(unknown)}${suggestion(unknown, valid)}`);
  }
}

function checkFrom(from: unknown, at: string): keyof typeof keysOf {
  const found = sources.find((source) => source === from);
  if (found !== undefined) return found;
  if (from === undefined) throw new SettingsError(`${at} needs "from": ${listed(sources)}`);
  throw new SettingsError(
    `${at}.from cannot be ${JSON.stringify(from)}${suggestion(typeof from === "string" ? from : "", sources)}`,
  );
}

function namesIn(name: unknown, at: string): readonly string[] {
  if (!Array.isArray(name)) return [text(name, at)];
  if (name.length === 0) throw new SettingsError(`${at} must not be empty`);
  return name.map((one, index) => text(one, `${at}[${String(index)}]`));
}

function text(value: unknown, at: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new SettingsError(value === undefined ? `${at} is missing` : `${at} must be a string that is not empty`);
}

function existingFile(file: string, at: string, directory: string): string {
  const absolute = path.resolve(directory, file);
  if (existsSync(absolute)) return absolute;
  const folder = path.dirname(absolute);
  const near = existsSync(folder) ? nearest(path.basename(absolute), readdirSync(folder)) : undefined;
  const hint = "a path relative to the directory that ESLint runs in, or an absolute one";
  throw new SettingsError(
    `${at}: there is no file ${absolute}: ${near === undefined ? "write" : `did you mean ${JSON.stringify(near)}? Write`} ${hint}`,
  );
}

/** `: did you mean "borrow"? Valid are …` */
function suggestion(wrong: string, valid: readonly string[]): string {
  const near = nearest(wrong, valid);
  return near === undefined
    ? `: valid are ${listed(valid)}`
    : `: did you mean ${JSON.stringify(near)}? Valid are ${listed(valid)}`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(", ");
}
