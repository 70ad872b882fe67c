import { symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../eslint-plugin/src/linting/errors.js";
import { findFiles } from "../../eslint-plugin/src/linting/files.js";
import { project } from "./command.js";

/** Finds files and names them relative to `folder`. */
async function found(folder: string, paths: readonly string[] = [], cwd = folder): Promise<string[]> {
  const { files } = await findFiles(paths, cwd);
  return files.map((file) => relative(folder, file).replaceAll("\\", "/"));
}

function empty(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, ""]));
}

describe("a directory", () => {
  test("is searched for every extension that the parser reads", async () => {
    const sources = ["a.cjs", "a.cts", "a.js", "a.jsx", "a.mjs", "a.mts", "a.ts", "a.tsx"];
    const folder = project(empty(...sources, "a.json", "a.md", "a.vue", "Makefile"));
    expect(await found(folder)).toEqual(sources);
  });

  test("is searched at every depth, and folders with brackets in their names too", async () => {
    const folder = project(empty("app/[id]/(group)/page.tsx", "a/b/c/d.ts"));
    expect(await found(folder)).toEqual(["a/b/c/d.ts", "app/[id]/(group)/page.tsx"]);
    expect(await found(folder, ["app/[id]"])).toEqual(["app/[id]/(group)/page.tsx"]);
  });

  test("is searched without other people's code, build output, hidden files and declarations", async () => {
    const folder = project(
      empty(
        "src/a.ts",
        ".github/scripts/release.mjs",
        ...[
          "node_modules",
          "bower_components",
          "vendor",
          "dist",
          "build",
          "out",
          "coverage",
          "storybook-static",
        ].flatMap((name) => [`${name}/x.js`, `packages/one/${name}/deep/x.js`]),
        ".next/x.js",
        ".yarn/releases/yarn.cjs",
        ".pnp.cjs",
        "src/.hidden.ts",
        "public/jquery.min.js",
        "src/types.d.ts",
        "src/types.d.mts",
      ),
    );
    expect(await found(folder)).toEqual([".github/scripts/release.mjs", "src/a.ts"]);
  });

  test("is searched without what .gitignore names, in it and above it up to the root of the repository", async () => {
    const folder = project({
      ...empty("repo/.git/", "ignored-above.js", "repo/root.gen.js", "repo/pkg/a.js", "repo/pkg/a.gen.js"),
      ...empty("repo/pkg/local/b.js", "repo/pkg/sub/local/c.js", "repo/pkg/sub/kept.gen.js", "repo/pkg/tmp/d.js"),
      ".gitignore": "*.js\n",
      "repo/.gitignore": "*.gen.js\ntmp/\n",
      "repo/pkg/.gitignore": "/local/\n",
      "repo/pkg/sub/.gitignore": "!kept.gen.js\n",
    });
    const kept = ["repo/pkg/a.js", "repo/pkg/sub/kept.gen.js", "repo/pkg/sub/local/c.js"];
    expect(await found(folder, [], join(folder, "repo"))).toEqual(kept);
    expect(await found(folder, [], join(folder, "repo/pkg"))).toEqual(kept);
    expect(await found(folder, ["repo/pkg"])).toEqual(kept);
    expect(await found(folder, ["repo/pkg/**/*.js"])).toEqual(kept);
  });

  test("outside of any repository is searched by the .gitignore files in it and below alone", async () => {
    const folder = project({
      ...empty("pkg/a.js", "pkg/b.js", "pkg/sub/c.js", "pkg/sub/d.js"),
      ".gitignore": "a.js\n",
      "pkg/.gitignore": "b.js\n",
      "pkg/sub/.gitignore": "c.js\n",
    });
    expect(await found(folder, ["pkg"])).toEqual(["pkg/a.js", "pkg/sub/d.js"]);
  });

  test("that is named is searched even if it would be left out, but not what is left out below it", async () => {
    const folder = project({
      ...empty(".git/", "dist/a.js", "dist/node_modules/x/i.js", "cache/of/b.js", "cache/of/own/c.js"),
      ".gitignore": "cache/\n",
      "cache/of/.gitignore": "own/\n",
    });
    expect(await found(folder, ["dist"])).toEqual(["dist/a.js"]);
    expect(await found(folder, ["cache"])).toEqual(["cache/of/b.js"]);
    expect(await found(folder, ["cache/of"])).toEqual(["cache/of/b.js"]);
    expect(await found(folder, ["cache/*/*.js"])).toEqual(["cache/of/b.js"]);
    await expect(found(folder)).rejects.toThrow(UsageError);
  });

  test("may hold links that lead in circles", async () => {
    const folder = project(empty("src/a.ts"));
    symlinkSync("..", join(folder, "src/up"));
    symlinkSync("a.ts", join(folder, "src/same.ts"));
    symlinkSync("nowhere", join(folder, "src/dangling.ts"));
    expect(await found(folder)).toEqual(["src/a.ts"]);
  });

  test("may hold a folder whose name looks like a file's", async () => {
    const folder = project(empty("socket.js/a.ts"));
    expect(await found(folder)).toEqual(["socket.js/a.ts"]);
    expect(await found(folder, ["socket.js"])).toEqual(["socket.js/a.ts"]);
  });
});

describe("a glob", () => {
  test("finds files below the folder it starts with", async () => {
    const folder = project(empty("src/a.ts", "src/b.js", "src/sub/c.ts", "other/d.ts", "src/e.css"));
    expect(await found(folder, ["src/*.ts"])).toEqual(["src/a.ts"]);
    expect(await found(folder, ["src/**"])).toEqual(["src/a.ts", "src/b.js", "src/sub/c.ts"]);
    expect(await found(folder, ["{src,other}/*.ts"])).toEqual(["other/d.ts", "src/a.ts"]);
    expect(await found(folder, ["../other/*.ts"], join(folder, "src"))).toEqual(["other/d.ts"]);
    expect(await found(folder, [`${folder}/src/*.ts`], "/")).toEqual(["src/a.ts"]);
  });

  test("leaves out what a directory's search does, unless it starts with it", async () => {
    const folder = project(empty("a.js", "dist/b.js"));
    expect(await found(folder, ["**/*.js"])).toEqual(["a.js"]);
    expect(await found(folder, ["dist/*.js"])).toEqual(["dist/b.js"]);
  });

  test.each(["*.ts", "nowhere/**", "src/*.css", "!src/a.js"])("that matches nothing is an error: %s", async (glob) => {
    const folder = project(empty("src/a.js", "src/b.css", "c.js"));
    await expect(findFiles(["src", glob], folder)).rejects.toThrow(
      new UsageError(`no JavaScript or TypeScript file matches ${glob}`),
    );
  });
});

describe("a file", () => {
  test("that is named is linted whatever it is called and whatever .gitignore says", async () => {
    const folder = project({ ...empty("dist/a.min.js", "b.d.ts", "c.js", ".d.js"), ".gitignore": "c.js\n" });
    const paths = [".d.js", "b.d.ts", "c.js", "dist/a.min.js"];
    expect(await found(folder, paths)).toEqual(paths);
  });

  test("that is named is not taken for a glob", async () => {
    const folder = project(empty("[id].ts", "i.ts"));
    expect(await found(folder, ["[id].ts"])).toEqual(["[id].ts"]);
  });

  test("of another language is told apart", async () => {
    const folder = project(empty("README.md", "a.ts"));
    expect(await findFiles(["README.md", "a.ts"], folder)).toEqual({
      files: [join(folder, "a.ts")],
      foreign: ["README.md"],
    });
  });

  test("found twice is linted once", async () => {
    const folder = project(empty("src/a.ts"));
    expect(await found(folder, ["src", "src/a.ts", "./src/../src/a.ts", "src/*.ts"])).toEqual(["src/a.ts"]);
  });
});

describe("nothing to lint", () => {
  test.each([
    ["an empty folder", {}],
    ["other languages only", { "style.css": "" }],
    ["everything ignored", { "a.js": "", ".gitignore": "*\n" }],
  ])("is an error: %s", async (_, files) => {
    await expect(findFiles([], project(files))).rejects.toThrow(
      "nothing to lint: no JavaScript or TypeScript files in ., or all are ignored (see calm --help)",
    );
  });

  test("in one folder of several is none", async () => {
    const folder = project(empty("docs/", "src/a.ts"));
    expect(await found(folder, ["docs", "src"])).toEqual(["src/a.ts"]);
  });

  test.each(["nowhere", "src/nowhere.ts", "src/a.ts/below"])("at a path that does not exist: %s", async (path) => {
    await expect(findFiles([path], project(empty("src/a.ts")))).rejects.toThrow(
      new UsageError(`no such file or directory: ${path}`),
    );
  });
});
