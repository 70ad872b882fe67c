/** Which leaks a user is told of, and which of them in one breath. */
import type { FileAnalysis, Leak, Obligation } from "./types.js";

/** One place where a body is lost. */
export interface Report {
  readonly obligation: Obligation;
  readonly leak: Leak;
  /** Further obligations that are lost at the same `throw` of a helper: one edit mends them all, so it is told once. */
  readonly others: readonly Obligation[];
}

/**
 * Every leak, in source order of the acquisitions; bodies that several callers lose at one `throw` of a helper are one report.
 *
 * @example
 * // function check(res: Response) { if (!res.ok) throw new Error(); return res; }   with two callers
 * reportsOf(analysis).map(({ others }) => others.length); // [1]
 */
export function reportsOf({ obligations }: Pick<FileAnalysis, "obligations">): readonly Report[] {
  const reports: (Report & { readonly others: Obligation[] })[] = [];
  for (const obligation of obligations) {
    for (const leak of obligation.verdict.kind === "leaks" ? obligation.verdict.leaks : []) {
      const shared = reports.find((report) => isSameThrow(report, { obligation, leak }));
      if (shared === undefined) reports.push({ obligation, leak, others: [] });
      else shared.others.push(obligation);
    }
  }
  return reports;
}

/**
 * The report that tells of a leak.
 *
 * @param leak - One of the leaks of `obligation`.
 */
export function reportOf(reports: readonly Report[], obligation: Obligation, leak: Leak): Report {
  const isTold = (report: Report): boolean => report.leak === leak || isSameThrow(report, { obligation, leak });
  return reports.find(isTold) ?? { obligation, leak, others: [] };
}

/** Branches are told apart: what they cost is another thing. */
function isSameThrow(report: Report, { obligation, leak }: Pick<Report, "obligation" | "leak">): boolean {
  return (
    leak.inHelper &&
    report.leak.inHelper &&
    report.leak.at.node === leak.at.node &&
    report.obligation.resource === obligation.resource &&
    !report.obligation.split &&
    !obligation.split
  );
}
