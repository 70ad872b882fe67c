// Licences of what is bundled: most of them ask to go with every copy.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./run.mjs";

/**
 * Writes the names, versions and licences of all packages that went into some bundles.
 *
 * @param {string} target path of the file, relative to the repository
 * @param {readonly import("esbuild").Metafile[]} metafiles of the bundles
 * @param {readonly string[]} [copied] folders of packages that are shipped as they are
 * @throws {Error} for a package that says nothing of its licence: then it must not be shipped
 */
export function writeNotices(target, metafiles, copied = []) {
  const folders = metafiles.flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => packageFolder(path) ?? []));
  const notices = [...new Set([...folders, ...copied])].sort().map(noticeOf);
  const head = "What is bundled here, and on which terms.\n";
  writeFileSync(join(repository, target), [head, ...new Set(notices)].join(`\n${"-".repeat(80)}\n\n`));
}

/** @param {string} path of a module, as esbuild names it */
function packageFolder(path) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** @param {string} folder of a package, relative to the repository */
function noticeOf(folder) {
  const absolute = join(repository, folder);
  /** @type {{ name: string; version: string; license?: string }} */
  const { name, version, license } = JSON.parse(readFileSync(join(absolute, "package.json"), "utf8"));
  const files = existsSync(absolute) ? readdirSync(absolute) : [];
  const texts = files
    .filter((file) => /^(?:licen[cs]e|copying|thirdpartynotice)/i.test(file))
    .map((file) => readFileSync(join(absolute, file), "utf8").trim());
  if (license === undefined && texts.length === 0) throw new Error(`${name} says nothing of its licence`);
  return [`${name} ${version} (${license ?? "see below"})`, ...texts].join("\n\n") + "\n";
}
