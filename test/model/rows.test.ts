/** Every row of every table names something that its packages really declare. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { allRows, rowOf } from "../../eslint-plugin/src/model/tables.js";
import { originOf } from "../../eslint-plugin/src/typed/declaration-path.js";
import type { Origin } from "../../eslint-plugin/src/typed/types.js";
import { type VirtualOptions, virtualProgram } from "../typed/virtual.js";

function got(major: number): string {
  return `got${String(major)}/dist/source/index.d.ts`;
}

/** All that can be declared, in programs that do not get in each other's way. */
const programs: readonly VirtualOptions[] = [
  {
    surroundings: ["dom", "types-node-20"],
    packages: [
      "undici6/index.d.ts",
      got(11),
      got(12),
      "@types/superagent/index.d.ts",
      "@types/chai/index.d.ts",
      "@vitest/expect/dist/index.d.ts",
    ],
  },
  {
    surroundings: ["webworker", "types-node-22"],
    packages: ["undici7/index.d.ts", "node-fetch/@types/index.d.ts", got(13), "cross-fetch3/index.d.ts"],
  },
  {
    surroundings: ["types-node-24"],
    packages: [
      "undici8/index.d.ts",
      got(14),
      "@types/needle/index.d.ts",
      "axios/index.d.ts",
      "axios/index.d.cts",
      "node-fetch2/index.d.ts",
      "@types/isomorphic-fetch/index.d.ts",
      "cross-fetch/index.d.ts",
    ],
  },
  { surroundings: ["workers"] },
  {
    surroundings: ["dom", "types-node-22"],
    packages: [
      "ky1/distribution/index.d.ts",
      "ofetch/dist/index.d.mts",
      "openapi-fetch/dist/index.d.mts",
      "hono/dist/types/client/index.d.ts",
      "hono/dist/types/helper/testing/index.d.ts",
      "openai4/index.d.ts",
      "anthropic0/index.d.ts",
      "@aws-sdk/client-s3/dist-types/index.d.ts",
      "@smithy/smithy-client/dist-types/index.d.ts",
    ],
  },
  { surroundings: ["dom"], packages: ["ky0/distribution/index.d.ts"] },
  {
    surroundings: ["dom", "types-node-22"],
    packages: [
      "ky2/distribution/index.d.ts",
      "openapi-fetch13/dist/index.d.ts",
      "openai7/index.d.ts",
      "anthropic1/index.d.ts",
    ],
  },
];

/** Known to the tables, but not installed here. */
const NOT_INSTALLED = ["@jest/globals", "@types/jasmine", "@types/jest", "@types/web", "expect"];

/** Last names of the tables' paths, and those before where any member is meant, or a function within a type: nothing else is worth a look. */
const names = new Set(allRows.flatMap((row) => row.paths.map((path) => path.at(-1))));
const containers = new Set(
  allRows.flatMap((row) =>
    row.paths.flatMap((path) => (path.at(-1) === "*" || path.at(-1) === "()" ? path.at(-2) : [])),
  ),
);

function declarationsOf(options: VirtualOptions): readonly Origin[] {
  const { program } = virtualProgram({ "empty.ts": "export {};" }, options)("empty.ts");
  const found: Origin[] = [];
  for (const sourceFile of program.getSourceFiles()) {
    const visit = (node: ts.Node, within: boolean): void => {
      const name =
        isNamedDeclaration(node) && node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : undefined;
      const isFunctionType = ts.isFunctionTypeNode(node) && within;
      if (isFunctionType || (name !== undefined && (within || names.has(name)))) found.push(originOf(program, node));
      const inside = name === undefined ? within : containers.has(name);
      if (ts.isFunctionTypeNode(node)) {
        const origin = originOf(program, node);
        if (origin.path.at(-1) === "()") found.push(origin);
      }
      ts.forEachChild(node, (child) => {
        visit(child, inside);
      });
    };
    visit(sourceFile, false);
  }
  return found;
}

type Named =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableDeclaration
  | ts.ModuleDeclaration
  | ts.MethodDeclaration
  | ts.MethodSignature
  | ts.PropertySignature
  | ts.PropertyDeclaration;

function isNamedDeclaration(node: ts.Node): node is Named {
  return (
    ts.isModuleDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node)
  );
}

function matches(path: readonly string[], origin: Origin): boolean {
  return (
    path.length === origin.path.length &&
    path.every((element, index) => element === "*" || element === origin.path[index])
  );
}

const declared = programs.flatMap(declarationsOf);
const matching = new Map(allRows.map((row) => [row, declared.filter((origin) => rowOf(origin) === row)]));

describe.each(allRows.map((row) => ({ row, title: `${row.packages.join(", ")}: ${row.paths.join(" | ")}` })))(
  "$title",
  ({ row }) => {
    const found = matching.get(row) ?? [];

    it.each(row.paths.map((path) => ({ path, title: path.join(".") })))("declares $title", ({ path }) => {
      if (row.packages.every((name) => NOT_INSTALLED.includes(name))) return;
      expect(found.some((origin) => matches(path, origin))).toBe(true);
    });

    it.each(row.packages.filter((name) => !NOT_INSTALLED.includes(name)))("is declared in %s", (name) => {
      expect(found.some((origin) => origin.package === name)).toBe(true);
    });

    it.each(row.modules ?? [])("is declared in module %s", (name) => {
      expect(found.some((origin) => origin.module === name)).toBe(true);
    });

    it.each(row.majors ?? [])("is declared in major version %i", (major) => {
      expect(found.some((origin) => origin.major === major)).toBe(true);
    });

    it("says where its fact comes from", () => {
      expect(row.source).toMatch(/^(?:M|R|DESIGN): /u);
    });
  },
);

it("knows which packages could not be looked into", () => {
  const packages = new Set(declared.map((origin) => origin.package));
  const named = new Set(allRows.flatMap((row) => row.packages));
  expect([...named].filter((name) => !packages.has(name)).sort()).toEqual(NOT_INSTALLED);
});

it("leaves no path to two rows", () => {
  const ambiguous = declared.filter((origin) => {
    const rows = allRows.filter(
      (row) =>
        row.packages.includes(origin.package) &&
        (row.majors === undefined || row.majors.includes(origin.major ?? -1)) &&
        (origin.module === null ? row.modules === undefined : row.modules?.includes(origin.module) === true) &&
        row.paths.some((path) => matches(path, origin)),
    );
    return rows.length > 1;
  });
  expect(ambiguous.map(({ package: name, path }) => `${name} ${path.join(".")}`)).toEqual([]);
});
