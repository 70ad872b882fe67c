/** What a file costs that cannot hold a response: one pass over its text. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { mayMatter } from "../../eslint-plugin/src/model/gate.js";
import { figureOf, type Figure } from "./statistics.js";

export interface GateCost {
  readonly files: number;
  readonly lines: number;
  /** Milliseconds of CPU for 1,000 lines, which are microseconds for one. Goal: at most 0.1. */
  readonly perThousandLines: Figure;
}

/**
 * Times the gate over the files of some folders that it turns away: those it reads to the end.
 *
 * @param rounds passes over all of them
 */
export function measureGate(folders: readonly string[], rounds: number): GateCost {
  const texts = folders.flatMap((folder) => sourcesIn(folder)).filter((text) => !mayMatter(text));
  const lines = texts.reduce((sum, text) => sum + text.split("\n").length, 0);
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    for (const text of texts) mayMatter(text);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / lines;
  });
  return { files: texts.length, lines, perThousandLines: figureOf(times) };
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
    .map((path) => readFileSync(join(folder, path), "utf8"));
}
