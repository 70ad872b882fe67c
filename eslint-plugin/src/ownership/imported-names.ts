/** What a file gives names to by its imports and classes, as far as that tells where a call leads without asking for a type. */
import ts from "typescript";
import { isAcquiringModule } from "../model/tables.js";
import { keptByFile } from "../typed/kept-by-file.js";

interface ImportedNames {
  /** Whole modules that are files of its own: `import * as api from "./api.js"`. */
  readonly ownModules: ReadonlySet<string>;
  /** What comes from a package that a table knows: `import axios from "axios"`, `const http = require("node:http")`. */
  readonly clients: ReadonlySet<string>;
  /** Classes of its own, declared at its top or, by the looks of the name, imported: `import { Reader } from "./reader.js"`. */
  readonly ownClasses: ReadonlySet<string>;
}

/** The names that the top of a file gives to what it imports, and to classes. */
export const importedNames = keptByFile(({ statements }): ImportedNames => {
  const ownModules = new Set<string>();
  const clients = new Set<string>();
  const ownClasses = new Set<string>(
    statements.flatMap((statement) => (ts.isClassDeclaration(statement) ? (statement.name?.text ?? []) : [])),
  );
  for (const { name, from, isModule } of statements.flatMap(namesOf)) {
    if (isModule && from.startsWith(".")) ownModules.add(name);
    if (isAcquiringModule(from)) clients.add(name);
    if (!isModule && from.startsWith(".") && /^\p{Lu}/u.test(name)) ownClasses.add(name);
  }
  return { ownModules, clients, ownClasses };
});

interface Named {
  readonly name: string;
  /** The module, as written. */
  readonly from: string;
  /** The whole of it. */
  readonly isModule: boolean;
}

function namesOf(statement: ts.Statement): readonly Named[] {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(requiredBy);
  if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
  const { importClause, moduleSpecifier } = statement;
  const from = moduleSpecifier.text;
  const bindings = importClause?.namedBindings;
  const isModule = bindings !== undefined && ts.isNamespaceImport(bindings);
  const named = bindings === undefined ? [] : isModule ? [bindings.name] : bindings.elements.map(({ name }) => name);
  return [
    ...(importClause?.name === undefined ? [] : [{ name: importClause.name.text, from, isModule: false }]),
    ...named.map(({ text: name }) => ({ name, from, isModule })),
  ];
}

/** `const axios = require("axios")` */
function requiredBy({ name, initializer }: ts.VariableDeclaration): readonly Named[] {
  if (!ts.isIdentifier(name) || initializer === undefined || !ts.isCallExpression(initializer)) return [];
  const [from] = initializer.arguments;
  const isRequire = ts.isIdentifier(initializer.expression) && initializer.expression.text === "require";
  return isRequire && from !== undefined && ts.isStringLiteral(from)
    ? [{ name: name.text, from: from.text, isModule: true }]
    : [];
}
