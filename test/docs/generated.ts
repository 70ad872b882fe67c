/** The parts of our pages that the code dictates, as Markdown formatted the way our formatter leaves it. */
import { dirname, relative } from "node:path/posix";
import { format } from "prettier";
import { testConventions } from "../../eslint-plugin/src/cli/test-code.js";
import calm from "../../eslint-plugin/src/index.js";
import { rules } from "../../eslint-plugin/src/rules/index.js";
import { allRows } from "../../eslint-plugin/src/model/tables.js";
import type { RepairKind } from "../../eslint-plugin/src/model/repairs.js";
import type { ResourceKind } from "../../eslint-plugin/src/model/types.js";
import { usualForms } from "../../eslint-plugin/src/report/suggest/usual-forms.js";
import { policies } from "../fuzz/policies.js";
import type { GrammarCase } from "../report/grammar.js";
import { optionsOf, type Meta } from "../rules/options.js";

type RuleName = keyof typeof rules;

/** Replaces what stands between `<!-- name:start -->` and `<!-- name:end -->`. */
export async function withSection(markdown: string, name: string, section: string): Promise<string> {
  const between = new RegExp(`(?<=<!-- ${name}:start -->\n).*?(?=<!-- ${name}:end -->)`, "su");
  if (!between.test(markdown)) {
    throw new Error(`No section "${name}"`);
  }
  const formatted = await format(section, { parser: "markdown", printWidth: 120 });
  return markdown.replace(between, () => `\n${formatted}\n`);
}

/** Under a rule's title: where it is switched on, and what it needs. */
export function ruleNotice(rule: RuleName): string {
  const configs = Object.entries(calm.configs).flatMap(([name, config]) => {
    const entry = config.rules?.[`calm/${rule}`];
    const options = Array.isArray(entry) ? ` (with \`${JSON.stringify(entry[1])}\`)` : "";
    return entry === undefined ? [] : [`\`configs.${name}\`${options}`];
  });
  const types = rules[rule].meta.docs?.usesTypeInformation === true ? typeNotice : "";
  return `Switched on by ${configs.join(" and ")}. ${types}`;
}

const typeNotice = "Looks at types, but needs no typed linting: where the parser offers no program, it makes its own.";

export function optionsTable(meta: Meta): string {
  const defaults: Record<string, unknown> = { ...meta.defaultOptions?.[0] };
  return table(
    ["Option", "Type", "Default"],
    Object.entries(optionsOf(meta)).map(([name, { type, enum: values }]) => [
      `[\`${name}\`](#${name})`,
      values === undefined ? `\`${type}\`` : values.map((value) => `\`${JSON.stringify(value)}\``).join(" or "),
      `\`${JSON.stringify(defaults[name])}\``,
    ]),
  );
}

export function grammarTable(grammar: readonly GrammarCase[]): string {
  return table(
    ["Where it leaks", "What the message says"],
    grammar.map(({ title, sentence }) => [title, sentence]),
  );
}

/** Every rule with its description, linked as seen from `page`. */
export function ruleIndex(page: string): string {
  return table(
    ["Rule", "Description", "Recommended"],
    Object.entries(rules).map(([name, { meta }]) => [
      `[\`calm/${name}\`](${relative(dirname(page), `eslint-plugin/docs/rules/${name}.md`)})`,
      meta.docs?.description ?? "",
      meta.docs?.recommended === true ? "yes" : "no",
    ]),
  );
}

/** Titles of what a suggestion is written for, and the variable that holds it there. */
const clients: Readonly<Record<ResourceKind, readonly [title: string, variable: string]>> = {
  web: ["`fetch`", "res"],
  "undici-request": ["`undici.request`", "res"],
  "undici-pipeline": ["`undici.pipeline`", "stream"],
  "node-http": ["`node:http`", "res"],
  "node-http2": ["`node:http2`", "stream"],
  "node-fetch-2": ["`node-fetch` 2", "res"],
  "node-fetch-3": ["`node-fetch` 3", "res"],
  "got-stream": ["`got.stream`", "stream"],
  "axios-stream": ['`axios` with `responseType: "stream"`', "res"],
  "needle-stream": ["`needle`", "stream"],
  "cross-fetch": ["`cross-fetch`, `isomorphic-fetch`", "res"],
  "openapi-fetch": ['openapi-fetch, `parseAs: "stream"`', "result"],
  "s3-object": ["S3 `GetObject`", "result"],
};

/** What suggestions write, by client and by what of a body is left in reach. */
export function repairTable(): string {
  const rows = [
    ...(Object.keys(clients) as ResourceKind[]).map((kind) => [kind, "response", ...clients[kind]] as const),
    ["web", "body", "the `body` of a `fetch` alone", "body"] as const,
    ["web", "reader", "a reader that holds a body", "reader"] as const,
    ["web", "readable", "`Readable.fromWeb(body)`", "stream"] as const,
  ];
  return table(
    ["", "drain", "cancel"],
    rows.map(([resource, facet, title, variable]) => {
      const forms = usualForms(resource, facet, variable);
      const codeOf = (kind: RepairKind): string => {
        const form = forms.find((one) => one.kind === kind);
        return form === undefined ? "" : `\`${form.code}\``;
      };
      return [title, codeOf("drain"), codeOf("cancel")];
    }),
  );
}

/** Who leaves the body to the caller and who does not, client by client, and what says so. */
export function clientTable(): string {
  const rows = allRows.flatMap(({ packages, modules, majors, model, source }) => {
    if (model.kind !== "acquire" && model.kind !== "selfContained") return [];
    const isNode = packages.includes("@types/node");
    const declarers = (isNode && modules !== undefined ? modules.map((name) => `node:${name}`) : packages).map(
      (name) => (name === "lib" ? "the platform" : `\`${name}\``),
    );
    const [, how, fact] = /^(\w+): (.+)$/su.exec(source) ?? [];
    const versions = majors === undefined ? "" : ` ${majors.join(", ")}`;
    return [
      [
        declarers.join(", ") + versions,
        model.kind === "acquire" ? "yours" : "its own",
        `${fact ?? ""} (${how === "M" ? "measured" : how === "R" ? "read" : "by design"})`,
      ],
    ];
  });
  return table(["Client", "Body", "Fact"], [...new Map(rows.map((row) => [row.join("|"), row])).values()]);
}

/** Leaks that running generated programs shows, and that are quiet by policy: each with its reason. */
export function policyTable(): string {
  return table(
    ["Not reported", "Because"],
    policies.map(({ what, why }) => [what, why]),
  );
}

/** What the command takes for test code, and whose default that is. */
export function testCodeTable(): string {
  return table(
    ["Files", "Default of"],
    testConventions.map(({ glob, source }) => [`\`${glob}\``, source]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
