/** Declarations that hold without being imported. */
import type ts from "typescript";
import { nodeTypesFor } from "./node-types.js";
import type { Project } from "./tsconfig.js";

/**
 * Those of Node, and what a project declares for itself: roots of every program of it, whatever else it holds.
 *
 * @param options - Those that the program is made with.
 */
export function ambientFiles(project: Project, options: ts.CompilerOptions): readonly string[] {
  const nodeTypes = nodeTypesFor(project.directory, options);
  const declarations = project.fileNames.filter((file) => /\.d\.[cm]?ts$/u.test(file));
  return nodeTypes === undefined ? declarations : [nodeTypes, ...declarations];
}
