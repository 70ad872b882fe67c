/** Files that the tests of the server share. */

export const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    target: "es2022",
    module: "esnext",
    moduleResolution: "bundler",
    jsx: "preserve",
    lib: ["es2022", "dom"],
  },
  include: ["src"],
});

/** A helper that reads the body that it is given. */
export const consuming =
  "export async function finish(res: Response): Promise<void> {\n  await res.arrayBuffer();\n}\n";

/** One that only looks at it. */
export const looking = "export async function finish(res: Response): Promise<void> {\n  console.log(res.status);\n}\n";

/** Hands a body to such a helper, on line 4; where that only looks, the body is lost on line 3. */
export const callerOf = (helper: string): string => `import { finish } from "${helper}";
export async function load(url: string): Promise<void> {
  const res = await fetch(url);
  await finish(res);
}
`;
