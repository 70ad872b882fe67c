import type { rules } from "../../eslint-plugin/src/rules/index.js";

export type Meta = (typeof rules)[keyof typeof rules]["meta"];

export interface OptionSchema {
  readonly type: string;
  readonly description: string;
  readonly enum?: readonly unknown[];
}

/** The options of a rule, which takes one object of them. */
export function optionsOf({ schema }: Meta): Readonly<Record<string, OptionSchema>> {
  const [options] = schema as unknown as readonly [{ readonly properties: Readonly<Record<string, OptionSchema>> }];
  return options.properties;
}
