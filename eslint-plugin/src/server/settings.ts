/** The client's settings, `enhanceYourCalm.*`: what is wrong in them is named, and its default holds. */
import { rules } from "../rules/index.js";
import { type CalmSettings, resolvedSettings, SettingsError } from "../settings.js";
import { settingsSection } from "./protocol.js";

const severities = ["error", "warning", "information", "hint", "off"] as const;
export type Severity = (typeof severities)[number];

const runs = ["onType", "onSave"] as const;

export interface EditorSettings {
  readonly enable: boolean;
  /** By rule id: `calm/no-unconsumed-body`. */
  readonly severity: ReadonlyMap<string, Severity>;
  /** When a changed document is linted. */
  readonly run: (typeof runs)[number];
  /** In KB of 1,024 characters; larger files are left alone. */
  readonly maxFileSize: number;
  /** Whether hovering over an acquiring call that is fine tells where its body is consumed. */
  readonly hoverOnFineCalls: boolean;
  readonly strict: boolean;
  /** As `settings.calm` of an ESLint configuration, with absolute paths. */
  readonly functions: CalmSettings | undefined;
}

const ruleIds = Object.keys(rules).map((name) => `calm/${name}`);

export const defaultSettings: EditorSettings = {
  enable: true,
  severity: new Map(ruleIds.map((rule) => [rule, "warning"])),
  run: "onType",
  maxFileSize: 1024,
  hoverOnFineCalls: false,
  strict: false,
  functions: undefined,
};

export interface ReadSettings {
  readonly settings: EditorSettings;
  /** What is ignored, and why; a line each. */
  readonly complaints: readonly string[];
}

/**
 * @param value - What the client has under `enhanceYourCalm`.
 * @param directory - Absolute path that paths in `functions` are relative to.
 * @example readSettings({ run: "onsave" }, "/home/me").complaints // ['enhanceYourCalm.run: "onsave" is none of "onType", "onSave"; …']
 */
export function readSettings(value: unknown, directory: string): ReadSettings {
  const complaints: string[] = [];
  const given = isRecord(value) ? value : {};
  /** The value of a setting, if it is there and `accepts` it. */
  const read = <Value>(
    name: string,
    fallback: Value,
    wanted: string,
    accepts: (one: unknown) => one is Value,
  ): Value => {
    const one = given[name];
    if (one === undefined || one === null) return fallback;
    if (accepts(one)) return one;
    complaints.push(complaint(name, one, wanted));
    return fallback;
  };
  const { enable, run, maxFileSize, hoverOnFineCalls, strict } = defaultSettings;
  return {
    settings: {
      enable: read("enable", enable, "true or false", isBoolean),
      severity: severitiesIn(given["severity"], complaints),
      run: read("run", run, listed(runs), isOneOf(runs)),
      maxFileSize: read("maxFileSize", maxFileSize, "a number above 0", isPositive),
      hoverOnFineCalls: read("hoverOnFineCalls", hoverOnFineCalls, "true or false", isBoolean),
      strict: read("strict", strict, "true or false", isBoolean),
      functions: functionsIn(given["functions"], directory, complaints),
    },
    complaints,
  };
}

function severitiesIn(value: unknown, complaints: string[]): ReadonlyMap<string, Severity> {
  const severity = new Map(defaultSettings.severity);
  if (value === undefined || value === null) return severity;
  if (!isRecord(value)) {
    complaints.push(complaint("severity", value, "an object from rule to severity"));
    return severity;
  }
  for (const [rule, one] of Object.entries(value)) {
    const name = `severity["${rule}"]`;
    if (!ruleIds.includes(rule)) complaints.push(complaint(name, one, `a rule: ${listed(ruleIds)}`));
    else if (!isOneOf(severities)(one)) complaints.push(complaint(name, one, listed(severities)));
    else severity.set(rule, one);
  }
  return severity;
}

function functionsIn(value: unknown, directory: string, complaints: string[]): CalmSettings | undefined {
  if (value === undefined || value === null) return undefined;
  try {
    return resolvedSettings(value, directory);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    complaints.push(
      `${error.message.replaceAll("settings.calm", `${settingsSection}.functions`)}; all of it is ignored`,
    );
    return undefined;
  }
}

function complaint(name: string, value: unknown, wanted: string): string {
  return `${settingsSection}.${name}: ${JSON.stringify(value)} is not ${wanted}; it is ignored`;
}

function listed(names: readonly string[]): string {
  return `one of ${names.map((name) => JSON.stringify(name)).join(", ")}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";

const isPositive = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value > 0;

function isOneOf<Name extends string>(names: readonly Name[]): (value: unknown) => value is Name {
  return (value): value is Name => names.some((name) => name === value);
}
