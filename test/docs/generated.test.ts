/** The generated parts of our pages are what the code says. `npx vitest run test/docs -u` writes them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testConventions } from "../../eslint-plugin/src/cli/test-code.js";
import { rules } from "../../eslint-plugin/src/rules/index.js";
import { optionsOf } from "../rules/options.js";
import { grammar } from "../report/grammar.js";
import {
  clientTable,
  grammarTable,
  optionsTable,
  policyTable,
  repairTable,
  ruleIndex,
  ruleNotice,
  testCodeTable,
  withSection,
} from "./generated.js";

const root = join(import.meta.dirname, "../..");
const names = Object.keys(rules) as (keyof typeof rules)[];

function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

async function expectSections(page: string, sections: Readonly<Record<string, string>>): Promise<void> {
  let expected = read(page);
  for (const [name, section] of Object.entries(sections)) {
    expected = await withSection(expected, name, section);
  }
  await expect(expected).toMatchFileSnapshot(join(root, page));
}

describe.each(names)("the page of calm/%s", (name) => {
  const { meta } = rules[name];
  const page = `eslint-plugin/docs/rules/${name}.md`;

  it("begins with its name and description", () => {
    expect(read(page).split("\n").slice(0, 3)).toEqual([`# calm/${name}`, "", `${meta.docs?.description ?? ""}.`]);
  });

  it("says where it is switched on, lists its options, and shows the grammar of its messages", async () => {
    await expectSections(page, { rule: ruleNotice(name), options: optionsTable(meta), grammar: grammarTable(grammar) });
  });

  it("describes each option in the words of the schema", () => {
    for (const [option, { description }] of Object.entries(optionsOf(meta))) {
      expect(read(page).replace(/(?<=\S)\n(?=\S)/gu, " ")).toContain(`### ${option}\n\n${description}\n`);
    }
  });
});

it.each(["README.md", "eslint-plugin/README.md"])("%s lists every rule", async (page) => {
  await expectSections(page, { rules: ruleIndex(page) });
});

it("the rule's page lists the clients, what suggestions write, and what is quiet by policy", async () => {
  await expectSections("eslint-plugin/docs/rules/no-unconsumed-body.md", {
    clients: clientTable(),
    repairs: repairTable(),
    policies: policyTable(),
  });
});

describe("test code", () => {
  it("the command's page lists what it takes for it", async () => {
    await expectSections("eslint-plugin/docs/command.md", { tests: testCodeTable() });
  });

  it("the rule's page has the same globs in its override", () => {
    const [, files = ""] = /files: (\[[^\]]*\])/u.exec(read("eslint-plugin/docs/rules/no-unconsumed-body.md")) ?? [];
    expect(JSON.parse(files.replace(/,\s*\]/u, "]"))).toEqual(testConventions.map(({ glob }) => glob));
  });
});
