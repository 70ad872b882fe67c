/** Folders into which a package manager has installed the packed plugin beside a host's packages, each at a pinned version. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { npm, pack, temporaryFolder, type Outcome } from "../package/npm.js";

/** Package managers, and what of them is installed to run them. npm is the one that runs us. */
const managers = {
  pnpm: { package: "pnpm@12.21.0", program: "pnpm/bin/pnpm.mjs" },
  yarnClassic: { package: "yarn@1.22.22", program: "yarn/bin/yarn.js" },
  yarn: { package: "@yarnpkg/cli-dist@4.18.1", program: "@yarnpkg/cli-dist/bin/yarn.js" },
} as const;

/** How a folder is installed: `yarnPnP` is Yarn without node_modules. */
export type Layout = "npm" | "pnpm" | "yarnClassic" | "yarn" | "yarnPnP";

export interface Install {
  readonly layout: Layout;
  /** Versions of what is installed beside the plugin. */
  readonly packages: Readonly<Record<string, string>>;
  /** Folders of `fixtures/` that are copied into it first: workspaces have to be there to be linked. */
  readonly fixtures?: readonly string[];
}

/** Nothing but the package manager decides: no setting of whoever runs this, no question, no lockfile of ours. */
const environment = {
  ...process.env,
  CI: "true",
  YARN_ENABLE_TELEMETRY: "0",
  YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
  NO_COLOR: "1",
  FORCE_COLOR: "0",
};

/** One temporary folder with the tarball, the package managers and all installed folders. */
export class Hosts {
  readonly #root = realpathSync(temporaryFolder());
  readonly #tarball = pack(this.#root).tarball;

  /** Installs into a new folder. @throws with what the package manager said. */
  install(name: string, { layout, packages, fixtures = [] }: Install): Host {
    const folder = join(this.#root, name);
    const devDependencies = { ...packages, "eslint-plugin-calm": `file:${this.#tarball}` };
    const host = new Host(folder, this.#runner(layout));
    for (const fixture of fixtures) host.copy(fixture);
    host.write({
      "package.json": JSON.stringify({ name, private: true, type: "module", devDependencies }),
      ...(layout === "yarn" && { ".yarnrc.yml": "nodeLinker: node-modules\n" }),
      // A project of its own, whatever lies above it.
      ...((layout === "yarn" || layout === "yarnPnP") && { "yarn.lock": "" }),
    });
    const quietly = layout === "npm" ? ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"] : [];
    const { status, stdout, stderr } = host.run("install", ...quietly);
    if (status !== 0) throw new Error(`${layout} could not install ${name}: ${stdout}${stderr}`);
    return host;
  }

  remove(): void {
    rmSync(this.#root, { force: true, recursive: true });
  }

  /** The program of a package manager, installed when it is first needed. */
  #runner(layout: Layout): readonly string[] {
    if (layout === "npm") return ["npm"];
    const manager = managers[layout === "yarnPnP" ? "yarn" : layout];
    const folder = join(this.#root, "managers", manager.package.replaceAll("/", "-"));
    mkdirSync(folder, { recursive: true });
    const { status, stderr } = npm(["install", "--no-save", "--prefer-offline", "--prefix=.", manager.package], folder);
    if (status !== 0) throw new Error(stderr);
    return [process.execPath, join(folder, "node_modules", manager.program)];
  }
}

/** A folder in which everything is installed. */
export class Host {
  readonly folder: string;
  readonly #manager: readonly string[];

  constructor(folder: string, manager: readonly string[]) {
    this.folder = folder;
    this.#manager = manager;
  }

  /** Writes files, and the folders they are in. */
  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** Takes the last case's configuration of ESLint away. */
  removeConfigs(): void {
    for (const extension of ["mjs", "cjs", "ts"]) {
      rmSync(join(this.folder, `eslint.config.${extension}`), { force: true });
    }
  }

  /** Copies a folder of fixtures. */
  copy(fixture: string): void {
    cpSync(join(import.meta.dirname, "fixtures", fixture), this.folder, { recursive: true });
  }

  /** Runs the package manager in the folder. */
  run(...args: readonly string[]): Outcome {
    return this.#spawn(this.#manager, args);
  }

  /** Runs a program of an installed package; its name comes first. */
  exec([program = "", ...args]: readonly string[]): Outcome {
    const installed = join(this.folder, "node_modules/.bin", program);
    return existsSync(installed) ? this.#spawn([installed], args) : this.run(program, ...args);
  }

  #spawn([command = "", ...first]: readonly string[], args: readonly string[]): Outcome {
    return spawnSync(command, [...first, ...args], {
      cwd: this.folder,
      encoding: "utf8",
      env: environment,
      shell: process.platform === "win32",
    });
  }
}
