/** Whatever an editor and a disk do, in whatever order: what is shown is what the command would say of these files, met for the first time. */
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createLinter } from "../../eslint-plugin/src/cli/linter.js";
import { project } from "../cli/command.js";
import { EditorClient } from "./client.js";
import { callerOf as caller, consuming, looking, tsconfig } from "./projects.js";

const throwing = `export async function finish(res: Response): Promise<void> {
  if (!res.ok) throw new Error("no");
  await res.text();
}
`;
const elsewhere = 'export { finish } from "./other";\n';
const circular = 'export { finish } from "./index";\n';

/** What may be in each file. */
const contents = {
  "src/caller.ts": [caller("./finish"), caller("./index"), caller("./other"), caller("./missing")],
  "src/finish.ts": [consuming, looking, throwing],
  "src/other.ts": [consuming, looking, throwing, circular],
  "src/index.ts": ['export { finish } from "./finish";\n', elsewhere, looking, ""],
} as const;
type Name = keyof typeof contents;
const names = Object.keys(contents) as Name[];

type Deed =
  | { readonly kind: "open" | "close" | "save" | "remove"; readonly name: Name }
  | { readonly kind: "type" | "write"; readonly name: Name; readonly text: string };

const someName = fc.constantFrom(...names);
const someText = someName.chain((name) =>
  fc.record({
    kind: fc.constantFrom("type" as const, "write" as const),
    name: fc.constant(name),
    text: fc.constantFrom(...contents[name]),
  }),
);
const someDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: someText },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("open" as const, "close" as const, "save" as const, "remove" as const),
      name: someName,
    }),
  },
);

test("what is shown does not depend on what was before", { timeout: 300_000 }, async () => {
  const deeds = fc.array(someDeed, { minLength: 4, maxLength: 10 });
  await fc.assert(fc.asyncProperty(deeds, follow), { numRuns: 12, seed: 1 });
});

async function follow(deeds: readonly Deed[]): Promise<void> {
  const client = await EditorClient.start({
    "tsconfig.json": tsconfig,
    ...Object.fromEntries(names.map((name) => [name, contents[name][0]])),
  });
  try {
    await client.open("src/caller.ts");
    const open = new Set<Name>(["src/caller.ts"]);
    for (const deed of deeds) await carryOut(deed, client, open);
    const told = [];
    for (const name of open) told.push([name, await client.lines(name)]);
    expect(told).toEqual(await fresh(client, open));
  } finally {
    await client.stop();
  }
}

/** What cannot be done at the moment is left out. */
async function carryOut(deed: Deed, client: EditorClient, open: Set<Name>): Promise<void> {
  const { kind, name } = deed;
  const isThere = existsSync(client.path(name));
  switch (kind) {
    case "open":
      if (!open.has(name) && isThere) await client.open(name);
      if (isThere) open.add(name);
      break;
    case "close":
      if (name !== "src/caller.ts" && open.delete(name)) await client.close(name);
      break;
    case "save":
      if (open.has(name)) await client.save(name);
      // Saved where it was removed, it has come back.
      if (open.has(name)) await client.write(name, client.text(name));
      break;
    case "remove":
      if (isThere) await client.remove(name);
      break;
    case "write":
      await client.write(name, deed.text);
      break;
    case "type":
      if (open.has(name)) await client.edit(name, [{ range: everything, newText: deed.text }]);
      break;
  }
  // Sometimes nothing has been looked at yet when the next thing happens.
  if (deed.kind !== "type") await client.lines(name);
}

const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

/** The same files in a folder of their own, linted by a command that has never seen them. */
async function fresh(client: EditorClient, open: ReadonlySet<Name>): Promise<unknown> {
  const texts = names.flatMap((name): readonly (readonly [string, string])[] => {
    if (open.has(name)) return [[name, client.text(name)]];
    return existsSync(client.path(name)) ? [[name, readFileSync(client.path(name), "utf8")]] : [];
  });
  const folder = project({ "tsconfig.json": tsconfig, ...Object.fromEntries(texts) });
  const linter = createLinter({ strict: false });
  const lines = [];
  for (const name of open) {
    const [result] = await linter.lintText(client.text(name), { filePath: `${folder}/${name}` });
    lines.push([name, result?.messages.map(({ line }) => line)]);
  }
  return lines;
}
