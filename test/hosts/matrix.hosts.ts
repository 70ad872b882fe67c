/**
 * The packed plugin in projects as strangers have them: each version of ESLint and TypeScript, each kind of parser services, each package
 * manager. What is found stands at exact positions, nothing else is said, and nobody sees a stack trace.
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configs } from "./configs.js";
import { type Host, Hosts, type Install } from "./installs.js";

/** Findings by file, as `line:column-endLine:endColumn`. */
type Findings = Readonly<Record<string, readonly string[]>>;

interface Case {
  readonly name: string;
  /** Folder of `fixtures/` that is linted. */
  readonly fixture: string;
  /** Arguments; the first is the program. */
  readonly command: readonly string[];
  /** ESLint's configuration, by the name of its file. */
  readonly config?: Readonly<Record<string, string>>;
  readonly found: Findings;
  /** What is said besides; nothing by default. */
  readonly said?: string;
}

const eslint = (...paths: readonly string[]): readonly string[] => ["eslint", "--format=json", ...paths];
const calm = (...paths: readonly string[]): readonly string[] => ["calm", "--format=json", ...paths];

const typed: Findings = { "src/main.ts": ["5:16-5:28"], "src/other.ts": ["2:17-2:27"] };
const stray: Findings = { "stray.js": ["1:43-1:53"] };
const plain: Findings = { "plain.js": ["5:16-5:54", "10:3-10:42"] };

const vue: Findings = {
  "src/Options.vue": ["8:16-8:38"],
  "src/Setup.vue": ["11:16-11:38"],
  "src/TopLevel.vue": ["4:19-4:30", "8:40-8:41"],
};
const svelte: Findings = {
  "src/Await.svelte": ["5:21-5:42", "7:22-7:36"],
  "src/Reactive.svelte": ["6:88-6:89"],
  "src/Runes.svelte": ["6:18-6:40", "12:48-12:59"],
};
const runes: Findings = { "src/store.svelte.ts": ["5:16-5:28"] };
const astro: Findings = { "src/Page.astro": ["3:14-3:57", "7:16-7:38"] };

const referenced: Findings = { "app/src/main.ts": ["4:16-4:28"] };

/** What every host with typescript-eslint does. */
const common: readonly Case[] = [
  { name: "espree", fixture: "plain", command: eslint("plain.js"), config: configs.plain, found: plain },
  {
    name: "projectService, and a file that no tsconfig includes",
    fixture: "typed",
    command: eslint("src", "stray.js"),
    config: configs.projectService,
    found: { ...typed, ...stray },
  },
  { name: "the command", fixture: "typed", command: calm("src", "stray.js"), found: { ...typed, ...stray } },
];

/** Versions that the newest of each is tested with. */
const newest = { eslint: "10.15.0", typescript: "6.0.3", "typescript-eslint": "8.72.0" };
const foreign = (version: string): string =>
  `calm: the parser's program was made by a TypeScript other than ${version}; the rule makes its own program instead.`;

const hosts: Readonly<Record<string, { readonly install: Install; readonly cases: readonly Case[] }>> = {
  "ESLint 10, TypeScript 6.0": {
    install: {
      layout: "npm",
      packages: {
        ...newest,
        "@types/node": "22.20.5",
        "astro-eslint-parser": "3.2.0",
        jiti: "2.7.0",
        svelte: "5.57.3",
        "svelte-eslint-parser": "1.10.1",
        vue: "3.5.45",
        "vue-eslint-parser": "10.4.2",
      },
    },
    cases: [
      ...common,
      {
        name: "parserOptions.project",
        fixture: "typed",
        command: eslint("src"),
        config: configs.project,
        found: typed,
      },
      {
        name: "parserOptions.programs",
        fixture: "typed",
        command: eslint("src"),
        config: configs.programs,
        found: typed,
      },
      { name: "an untyped parser", fixture: "typed", command: eslint("src"), config: configs.untyped, found: typed },
      {
        name: "an untyped parser, where the rule may make no program",
        fixture: "typed",
        command: eslint("src"),
        config: configs.parserOnly,
        found: {},
      },
      {
        name: "disableTypeChecked",
        fixture: "typed",
        command: eslint("src"),
        config: configs.disableTypeChecked,
        found: typed,
      },
      { name: "eslint.config.ts", fixture: "typed", command: eslint("src"), config: configs.typescript, found: typed },
      {
        name: "a CommonJS configuration",
        fixture: "plain",
        command: eslint("plain.js"),
        config: configs.commonjs,
        found: plain,
      },
      {
        name: "projectService, solution-style references",
        fixture: "solution",
        command: eslint("app"),
        config: configs.projectService,
        found: referenced,
      },
      {
        name: "an untyped parser, solution-style references",
        fixture: "solution",
        command: eslint("app"),
        config: configs.untyped,
        found: referenced,
      },
      {
        name: "the command, solution-style references",
        fixture: "solution",
        command: calm("app"),
        found: referenced,
      },
      { name: "Vue", fixture: "components", command: eslint("src/*.vue"), config: configs.vue, found: vue },
      {
        name: "untyped Vue",
        fixture: "components",
        command: eslint("src/*.vue"),
        config: configs.untypedVue,
        found: {},
      },
      {
        name: "Svelte",
        fixture: "components",
        command: eslint("src/*.svelte", "src/store.svelte.ts"),
        config: configs.svelte,
        found: { ...svelte, ...runes },
      },
      {
        name: "untyped Svelte",
        fixture: "components",
        command: eslint("src/*.svelte", "src/store.svelte.ts"),
        config: configs.untypedSvelte,
        found: runes,
      },
      { name: "Astro", fixture: "components", command: eslint("src/*.astro"), config: configs.astro, found: astro },
      {
        name: "untyped Astro",
        fixture: "components",
        command: eslint("src/*.astro"),
        config: configs.untypedAstro,
        found: {},
      },
      {
        name: "the command beside components",
        fixture: "components",
        command: calm("src/store.svelte.ts", "src/Setup.vue"),
        found: runes,
        said: "calm: skipped src/Setup.vue: neither JavaScript nor TypeScript; the rule reads .vue files in ESLint, with a parser for them",
      },
    ],
  },
  "ESLint 9.39, TypeScript 5.9": {
    install: { layout: "npm", packages: { ...newest, eslint: "9.39.5", typescript: "5.9.3" } },
    cases: common,
  },
  "ESLint 9.0, TypeScript 5.4": {
    install: { layout: "npm", packages: { ...newest, eslint: "9.0.0", typescript: "5.4.5" } },
    cases: common,
  },
  "TypeScript 5.3, which the plugin cannot run on": {
    install: { layout: "npm", packages: { ...newest, typescript: "5.3.3" } },
    cases: common.map((one) => (one.name.startsWith("projectService") ? { ...one, said: foreign("6.0.3") } : one)),
  },
  "TypeScript 7 alone": {
    install: { layout: "npm", packages: { eslint: newest.eslint, typescript: "7.0.2" } },
    cases: common.filter(({ name }) => !name.startsWith("projectService")),
  },
  "pnpm, a workspace with references that nobody has built": {
    install: { layout: "pnpm", packages: { ...newest, typescript: "5.9.3" }, fixtures: ["monorepo"] },
    cases: [
      {
        name: "an untyped parser",
        fixture: "monorepo",
        command: eslint("packages"),
        config: configs.untyped,
        found: { "packages/app/src/main.ts": ["4:16-4:28"] },
      },
      {
        name: "projectService",
        fixture: "monorepo",
        command: eslint("packages"),
        config: configs.projectService,
        found: { "packages/app/src/main.ts": ["4:16-4:28"] },
      },
      {
        name: "the command",
        fixture: "monorepo",
        command: calm(),
        found: { "packages/app/src/main.ts": ["4:16-4:28"] },
      },
    ],
  },
  "Yarn 1, TypeScript 5.9 beside our 6.0": {
    install: { layout: "yarnClassic", packages: { ...newest, typescript: "5.9.3" } },
    cases: common,
  },
  "Yarn 4, TypeScript 5.8 beside our 6.0": {
    install: { layout: "yarn", packages: { ...newest, typescript: "5.8.3" } },
    cases: common.map((one) => (one.name.startsWith("projectService") ? { ...one, said: foreign("6.0.3") } : one)),
  },
  "Yarn 4 with Plug'n'Play": {
    install: { layout: "yarnPnP", packages: { ...newest, typescript: "5.9.3" } },
    cases: common,
  },
};

let folders: Hosts;
beforeAll(() => {
  folders = new Hosts();
});
afterAll(() => {
  folders.remove();
});

describe.each(Object.entries(hosts))("%s", (name, { install, cases }) => {
  let host: Host;
  beforeAll(() => {
    host = folders.install(name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"), install);
  });

  it.each(cases)("$name", ({ fixture, command, config = {}, found, said = "" }) => {
    host.copy(fixture);
    host.removeConfigs();
    host.write(config);
    const { status, stdout, stderr } = host.exec(command);
    expect(stderr.trim()).toEqual(said);
    expect(findingsIn(stdout, host.folder)).toEqual(found);
    expect(status).toBe(Object.keys(found).length > 0 ? 1 : 0);
  });
});

interface Result {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string | null;
    readonly message: string;
    readonly line: number;
    readonly column: number;
    readonly endLine?: number;
    readonly endColumn?: number;
  }[];
}

function findingsIn(json: string, folder: string): Findings {
  const results = JSON.parse(json) as readonly Result[];
  const files = results.map(({ filePath, messages }) => {
    const lines = readFileSync(filePath, "utf8").split("\n");
    const places = messages.map(({ ruleId, message, line, column, endLine = 0, endColumn = 0 }) => {
      expect(ruleId, message).toBe("calm/no-unconsumed-body");
      // The message names a line of the file as well, and a call stands there.
      const [, callee = "?", acquired = "0"] = /\(([\w.]+), line (\d+)\)/u.exec(message) ?? [];
      expect(lines[Number(acquired) - 1], message).toContain(`${callee}(`);
      return `${line}:${column}-${endLine}:${endColumn}`;
    });
    return [relative(folder, filePath).replaceAll("\\", "/"), places] as const;
  });
  return Object.fromEntries(files.filter(([, places]) => places.length > 0));
}
