/** What users write into `settings.calm`, and what they are told of a mistake in it. */
import * as parser from "@typescript-eslint/parser";
import { ESLint, Linter } from "eslint";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import calm, { settingsSchema } from "../../eslint-plugin/src/index.js";
import { knowledgeIn, resolvedSettings, SettingsError } from "../../eslint-plugin/src/settings.js";

const here = import.meta.dirname;

/** ESLint validates options of a rule with the schema that the rule says. */
function isValid(settings: unknown): boolean {
  const rule = { meta: { schema: [settingsSchema] }, create: () => ({}) };
  try {
    new Linter().verify("", { plugins: { any: { rules: { rule } } }, rules: { "any/rule": ["error", settings] } });
    return true;
  } catch (error) {
    expect(String(error)).toContain('Key "any/rule"');
    return false;
  }
}

describe("a mistake is told in one line, with the nearest valid name", () => {
  it.each([
    [{ borow: [] }, `settings.calm has no "borow": did you mean "borrow"? Valid are "acquire", "consume", "borrow"`],
    [{ reads: [] }, `settings.calm has no "reads": valid are "acquire", "consume", "borrow"`],
    [[], `settings.calm must be an object`],
    [null, `settings.calm must be an object`],
    [{ borrow: { from: "lib", name: "f" } }, `settings.calm.borrow must be an array of functions`],
    [
      { borrow: ["log"] },
      `settings.calm.borrow[0] is only a name, and functions are told by where they are declared: write { from: "file", name: "log" }, or from: "package" or "lib"`,
    ],
    [{ borrow: [3] }, `settings.calm.borrow[0] must be an object`],
    [{ borrow: [{ name: "f" }] }, `settings.calm.borrow[0] needs "from": "file", "lib", "package"`],
    [
      { borrow: [{ from: "pakcage", name: "f" }] },
      `settings.calm.borrow[0].from cannot be "pakcage": did you mean "package"? Valid are "file", "lib", "package"`,
    ],
    [
      {
        consume: [
          { from: "lib", name: "f" },
          { from: "file", names: "f" },
        ],
      },
      `settings.calm.consume[1] has no "names": did you mean "name"? Valid are "from", "name", "path"`,
    ],
    [
      { consume: [{ from: "lib", name: "f", path: "lib.d.ts" }] },
      `settings.calm.consume[0] has no "path": valid are "from", "name"`,
    ],
    [{ acquire: [{ from: "package", name: "f" }] }, `settings.calm.acquire[0].package is missing`],
    [{ acquire: [{ from: "lib" }] }, `settings.calm.acquire[0].name is missing`],
    [{ acquire: [{ from: "lib", name: "" }] }, `settings.calm.acquire[0].name must be a string that is not empty`],
    [{ acquire: [{ from: "lib", name: [] }] }, `settings.calm.acquire[0].name must not be empty`],
    [
      { acquire: [{ from: "lib", name: ["f", 1] }] },
      `settings.calm.acquire[0].name[1] must be a string that is not empty`,
    ],
    [
      { acquire: [{ from: "file", name: "f", path: "settings.tset.ts" }] },
      `settings.calm.acquire[0].path: there is no file ${join(here, "settings.tset.ts")}: did you mean "settings.test.ts"? Write a path relative to the directory that ESLint runs in, or an absolute one`,
    ],
    [
      { acquire: [{ from: "file", name: "f", path: "nowhere/http.ts" }] },
      `settings.calm.acquire[0].path: there is no file ${join(here, "nowhere/http.ts")}: write a path relative to the directory that ESLint runs in, or an absolute one`,
    ],
  ])("%j", (settings, message) => {
    expect(() => knowledgeIn(settings, here)).toThrow(new SettingsError(message));
    expect(isValid(settings)).toBe(message.includes("there is no file"));
  });
});

describe("what is right", () => {
  it("is taken apart into single functions, with absolute paths", () => {
    const settings = {
      consume: [{ from: "file", name: ["drain", "Api.close"], path: "settings.test.ts" }],
      borrow: [
        { from: "package", package: "pkg", name: "log" },
        { from: "lib", name: "Console.log" },
      ],
    };
    const path = join(here, "settings.test.ts");
    expect(resolvedSettings(settings, here)).toEqual({
      acquire: [],
      consume: [
        { from: "file", name: "drain", path },
        { from: "file", name: "Api.close", path },
      ],
      borrow: [
        { from: "package", package: "pkg", name: "log" },
        { from: "lib", name: "Console.log" },
      ],
    });
    expect(resolvedSettings(resolvedSettings(settings, here), "/")).toEqual(resolvedSettings(settings, here));
  });

  it("is one object for equal settings, by which analyses are kept", () => {
    const settings = () => ({ borrow: [{ from: "lib", name: "f" }] });
    expect(knowledgeIn(settings(), here)).toBe(knowledgeIn(settings(), here));
    expect(knowledgeIn(settings(), here)).not.toBe(knowledgeIn({}, here));
    expect(knowledgeIn(undefined, here)).toBeUndefined();
  });

  it("is valid by the schema", () => {
    expect(isValid({ borrow: [{ from: "package", package: "pkg", name: ["f", "g"] }], consume: [] })).toBe(true);
    expect(isValid({ acquire: [{ from: "file", name: "f" }], consume: [{ from: "lib", name: "f" }] })).toBe(true);
  });
});

const code = `
declare function look(res: Response): void;
export async function f(url: string): Promise<void> {
  const res = await fetch(url);
  look(res);
}`;

describe("in ESLint", () => {
  const config = [{ files: ["**/*.ts"], languageOptions: { parser } }, calm.configs.recommended];
  const lint = (settings: Record<string, unknown>): readonly Linter.LintMessage[] =>
    new Linter({ cwd: here }).verify(code, [...config, { settings }], join(here, "code.ts"));

  it("all rules share them", () => {
    expect(lint({})).toEqual([]);
    expect(lint({ calm: { borrow: [{ from: "file", name: "look" }] } })).toMatchObject([{ line: 4 }]);
    expect(lint({ calm: { borrow: [{ from: "file", name: "look", path: "settings.test.ts" }] } })).toEqual([]);
    expect(lint({ other: { borow: [] } })).toEqual([]);
  });

  it("a mistake ends the run, with one line and nothing of our code", async () => {
    const eslint = new ESLint({
      cwd: here,
      overrideConfigFile: true,
      overrideConfig: [...config, { settings: { calm: { borow: [] } } }],
    });
    const error = await eslint.lintText("export {};", { filePath: "code.ts" }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SettingsError);
    expect((error as SettingsError).stack).toBe(
      `SettingsError: settings.calm has no "borow": did you mean "borrow"? Valid are "acquire", "consume", "borrow"`,
    );
  });
});
