import { readFileSync } from "node:fs";

/**
 * Tells whether a Node version lies in a range such as the `engines.node` of our manifest.
 *
 * Only the two forms used there are understood, `^20.19` and `>=24`, joined by `||`: this runs before anything is
 * installed, so there is no semver library to ask.
 *
 * @param {string} range alternatives joined by `||`
 * @param {string} version as in `process.versions.node`
 * @returns {boolean} whether an alternative admits the version
 * @example isSupportedNode("^20.19 || >=24", "22.0.0") // false
 */
export function isSupportedNode(range, version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return range.split("||").some((alternative) => {
    const [, operator, wantedMajor, wantedMinor = "0"] = /^(\^|>=)(\d+)(?:\.(\d+))?$/.exec(alternative.trim()) ?? [];
    if (operator === undefined) {
      throw new Error(`engines.node has a form that is not understood here: ${alternative.trim()}`);
    }
    if (major === Number(wantedMajor)) {
      return minor >= Number(wantedMinor);
    }
    return operator === ">=" && major > Number(wantedMajor);
  });
}

/** Ends the process with one line, exit code 2, when this Node is older than the repository supports. */
export function requireSupportedNode() {
  /** @type {{ engines: { node: string } }} */
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const range = manifest.engines.node;
  if (!isSupportedNode(range, process.versions.node)) {
    console.error(`This needs Node ${range}, and found ${process.version}. Install a supported one and try again.`);
    process.exit(2);
  }
}
