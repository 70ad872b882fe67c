/** Findings as the editor shows them. */
import { documentationUrl } from "../report/documentation.js";
import { witness } from "../report/witness.js";
import { type Diagnostic, type DiagnosticRelatedInformation, DiagnosticSeverity } from "./lsp.js";
import type { Finding } from "./lint.js";
import { locationOf, type Positions } from "./positions.js";
import { source } from "./protocol.js";
import type { Severity } from "./settings.js";

const levels = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

/**
 * @param uri - Of the document, as the client spells it.
 * @param severity - By rule id; findings of rules that are off are left out.
 */
export function diagnosticsOf(
  findings: readonly Finding[],
  uri: string,
  positions: Positions,
  severity: ReadonlyMap<string, Severity>,
): readonly Diagnostic[] {
  return shownOf(findings, severity).map(([finding, level]) => {
    const rule = finding.message.ruleId ?? "";
    return {
      range: positions.ofMessage(finding.message),
      severity: levels[level],
      source,
      code: rule,
      codeDescription: { href: documentationUrl(rule.replace(/^calm\//u, "")) },
      message: finding.message.message,
      relatedInformation: [...pathOf(finding, uri, positions)],
    };
  });
}

/** What the user wants to see, and how loudly. */
export function shownOf(
  findings: readonly Finding[],
  severity: ReadonlyMap<string, Severity>,
): readonly (readonly [Finding, Exclude<Severity, "off">])[] {
  return findings.flatMap((finding) => {
    const level = severity.get(finding.message.ruleId ?? "") ?? "warning";
    return level === "off" ? [] : [[finding, level] as const];
  });
}

/** Acquired here, this branch taken, leaves here. */
function pathOf({ report }: Finding, uri: string, positions: Positions): readonly DiagnosticRelatedInformation[] {
  if (report === undefined) return [];
  const own = report.obligation.site.getSourceFile();
  return witness(report.obligation, report.leak).map((line) => ({
    location: line.node.getSourceFile() === own ? { uri, range: positions.ofPlace(line) } : locationOf(line),
    message: line.text,
  }));
}
