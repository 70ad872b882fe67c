/** Fixtures of calls, and what the tables make of each. */
import { describe, expect, it } from "vitest";
import { classify } from "../../eslint-plugin/src/model/classify.js";
import type { CallModel } from "../../eslint-plugin/src/model/types.js";
import { callIn, type Surroundings, virtualProgram } from "../typed/virtual.js";

/** `web`, `read,transfer`, `wrap readable`, `Promise.all`, `timer`: a model in a word. */
export function summary(model: CallModel | undefined): string {
  if (model === undefined) return "none";
  switch (model.kind) {
    case "acquire":
      return model.resource;
    case "arguments":
      return model.effects.join();
    case "wrap":
      return `wrap ${model.facet}`;
    case "builtin":
      return model.builtin;
    case "selfContained":
    case "caretaker":
    case "recognises":
    case "timer":
    case "exit":
      return model.kind;
  }
}

/** A fixture in which every line is `call; // expected`. */
function lines(text: string): readonly { readonly call: string; readonly expected: string }[] {
  return text.split("\n").flatMap((line) => {
    const [, call, expected] = /^\s*(?:await )?(.+?); \/\/ (.+)$/u.exec(line) ?? [];
    return call === undefined || expected === undefined ? [] : [{ call, expected }];
  });
}

/**
 * Tests of a fixture in which every line is `call; // expected`: by a table, or `none`.
 *
 * @param surroundings - Whose globals there are.
 * @param packages - More files of installed packages to take in.
 */
export function describeLines(
  title: string,
  text: string,
  surroundings: readonly Surroundings[],
  name = "main.ts",
  packages: readonly string[] = [],
): void {
  describe(title, () => {
    const file = virtualProgram({ [name]: text }, { surroundings, packages })(name);
    it.each(lines(text))("$call is $expected", ({ call, expected }) => {
      const { model, decidedBy } = classify(callIn(file, call), file);
      expect(summary(model)).toBe(expected);
      expect(decidedBy).toBe(expected === "none" ? "nothing" : "table");
    });
  });
}
