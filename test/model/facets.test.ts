/** The facets list every member that their real types declare, in every supported version, and nothing that none declares. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { allResources } from "../../eslint-plugin/src/model/resources.js";
import { memberEffect, resourceOf } from "../../eslint-plugin/src/model/tables.js";
import type { Facet, FacetName, ResourceKind, TypeReference } from "../../eslint-plugin/src/model/types.js";
import { originOf } from "../../eslint-plugin/src/typed/declaration-path.js";
import { type VirtualOptions, virtualProgram } from "../typed/virtual.js";

function got(major: number): string {
  return `got${String(major)}/dist/source/index.d.ts`;
}

const programs: readonly VirtualOptions[] = [
  { surroundings: ["dom", "types-node-20"], packages: ["undici6/index.d.ts"] },
  { surroundings: ["types-node-20"], packages: ["undici6/index.d.ts", got(11), got(12), "axios0/index.d.ts"] },
  { surroundings: ["types-node-22"], packages: ["undici7/index.d.ts", "node-fetch/@types/index.d.ts", got(13)] },
  {
    surroundings: ["types-node-24"],
    packages: ["undici8/index.d.ts", "axios/index.d.ts", "node-fetch2/index.d.ts", got(14)],
  },
  { surroundings: ["webworker"] },
  { surroundings: ["workers"] },
  {
    surroundings: ["dom", "types-node-22"],
    packages: [
      "ky0/distribution/index.d.ts",
      "ofetch/dist/index.d.mts",
      "openapi-fetch/dist/index.d.mts",
      "hono/dist/types/client/index.d.ts",
      "@aws-sdk/client-s3/dist-types/index.d.ts",
    ],
  },
  {
    surroundings: ["dom", "types-node-22"],
    packages: [
      "ky1/distribution/index.d.ts",
      "openapi-fetch13/dist/index.d.ts",
      "@smithy/smithy-client/dist-types/index.d.ts",
    ],
  },
  {
    surroundings: ["dom"],
    packages: ["ky2/distribution/index.d.ts"],
  },
];

interface Members {
  readonly properties: ReadonlySet<string>;
  /** What the overloads of `on` accept. */
  readonly events: ReadonlySet<string>;
}

/** Members of every class, interface and alias that a facet may refer to, by `package|module|path`. */
function membersByType(options: VirtualOptions, wanted: ReadonlySet<string>): ReadonlyMap<string, Members> {
  const { program, checker } = virtualProgram({ "empty.ts": "export {};" }, options)("empty.ts");
  const found = new Map<string, { properties: Set<string>; events: Set<string> }>();
  for (const sourceFile of program.getSourceFiles()) {
    const visit = (node: ts.Node): void => {
      if (
        (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
        wanted.has(node.name?.text ?? "default")
      ) {
        const { package: name, module, path } = originOf(program, node);
        const key = `${name}|${module ?? ""}|${path.join(".")}`;
        const members = found.get(key) ?? { properties: new Set(), events: new Set() };
        for (const property of checker.getPropertiesOfType(checker.getTypeAtLocation(node))) {
          if (isHidden(property)) continue;
          members.properties.add(nameOf(property));
          if (property.name === "on") for (const event of eventsOf(property, checker)) members.events.add(event);
        }
        found.set(key, members);
      }
      ts.forEachChild(node, visit);
    };
    visit(sourceFile);
  }
  return found;
}

function eventsOf(on: ts.Symbol, checker: ts.TypeChecker): readonly string[] {
  return checker.getSignaturesOfType(checker.getTypeOfSymbol(on), ts.SignatureKind.Call).flatMap(({ parameters }) => {
    const event = parameters[0] && checker.getTypeOfSymbol(parameters[0]);
    return event?.isStringLiteral() === true ? event.value : [];
  });
}

/** Private, or keyed by a symbol that only the declaring module has; and `constructor`. */
function isHidden({ declarations }: ts.Symbol): boolean {
  const declaration = declarations?.[0];
  if (declaration === undefined) return false;
  const name = ts.getNameOfDeclaration(declaration);
  const isPrivate = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Private) !== 0;
  return (
    isPrivate ||
    (name !== undefined && ts.isComputedPropertyName(name) && !ts.isPropertyAccessExpression(name.expression))
  );
}

/** `[Symbol.asyncIterator]` is written so, whatever the checker calls it. */
function nameOf(property: ts.Symbol): string {
  const declaration = property.declarations?.[0];
  const name = declaration && ts.getNameOfDeclaration(declaration);
  return name !== undefined && ts.isComputedPropertyName(name) ? name.getText() : property.name;
}

interface Case {
  readonly resource: ResourceKind;
  readonly facetName: FacetName;
  readonly facet: Facet;
}

const cases: readonly Case[] = allResources.flatMap(({ kind, facets }) =>
  (Object.keys(facets) as FacetName[]).flatMap((facetName) => {
    const facet = facets[facetName];
    return facet === undefined ? [] : [{ resource: kind, facetName, facet }];
  }),
);

const wanted = new Set(cases.flatMap(({ facet }) => facet.types.map(({ path }) => path.at(-1) ?? "")));
const declared = programs.map((options) => membersByType(options, wanted));

function declarationsOf({ packages, module, path }: TypeReference): readonly Members[] {
  return declared.flatMap((members) =>
    packages.flatMap((name) => members.get(`${name}|${module ?? ""}|${path.join(".")}`) ?? []),
  );
}

describe.each(cases.map((one) => ({ ...one, title: `${one.resource} ${one.facetName}` })))(
  "$title",
  ({ facet, facetName, resource }) => {
    const all = new Set(facet.types.flatMap(declarationsOf).flatMap(({ properties }) => [...properties]));

    it("has types that are really declared", () => {
      const missing = facet.types.filter((reference) => declarationsOf(reference).length === 0);
      expect(missing).toEqual([]);
    });

    it("has a verdict on every declared member", () => {
      expect([...all].filter((name) => memberEffect(resource, facetName, name) === undefined)).toEqual([]);
    });

    it("lists nothing that no version declares", () => {
      const unknown = Object.keys(facet.members).filter((name) => !all.has(name));
      expect(facet.types.length === 0 ? [] : unknown).toEqual([]);
    });

    it("has a verdict on every event that is declared, where it listens at all", () => {
      const events = facet.types.flatMap(declarationsOf).flatMap((members) => [...members.events]);
      const { events: listed } = facet;
      expect(listed === undefined ? [] : [...new Set(events)].filter((name) => !Object.hasOwn(listed, name))).toEqual(
        [],
      );
    });

    it("refers to facets that the resource has", () => {
      const { facets } = resourceOf(resource);
      const referred = Object.values(facet.members).flatMap((effect) =>
        effect.effect === "view"
          ? [effect.facet]
          : effect.effect === "viewUnlessPrevented"
            ? [effect.facet, effect.prevented]
            : [],
      );
      expect(referred.filter((name) => facets[name] === undefined)).toEqual([]);
    });
  },
);
