/** How grave a finding is, from nothing known to the gravest. */
export const severities = ['unknown', 'negligible', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** A known weakness of a package that is installed. */
export interface Finding {
  /** `CVE-2024-0727`, `GHSA-…`. */
  readonly id: string;
  readonly package: string;
  readonly version: string;
  /** The first version without it, of the package or of its source; absent where nobody has mended it. */
  readonly fixedVersion?: string;
  readonly severity: Severity;
  readonly title?: string;
  /** What brought the package, where that is known. */
  readonly layer?: FindingLayer;
  /** Who says so: `trivy`, `grype`, `debsecan`, `debian-tracker`. */
  readonly sources: readonly string[];
}

/** The layer of a package. */
export interface FindingLayer {
  /** `sha256:…` of the uncompressed tar. */
  readonly diffId: string;
  /** Project whose step made it; absent where that is not known on this machine. */
  readonly image?: string;
  /** As `strata plan` counts: 1 is the base. */
  readonly step?: number;
  readonly label?: string;
}

/** The word of a scanner or a tracker; what it does not say is `unknown`. */
export function parseSeverity(word: unknown): Severity {
  const text = String(word).toLowerCase();
  return severities.find((severity) => severity === text) ?? 'unknown';
}

export function isSeverity(word: unknown): word is Severity {
  return severities.some((severity) => severity === word);
}

export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(limit);
}

/** Findings of several who looked, each once: with the gravest severity and a fixed version if anybody knows one. */
export function joinFindings(findings: readonly Finding[]): readonly Finding[] {
  const joined = new Map<string, Finding>();
  for (const finding of findings) {
    const key = [finding.id, finding.package, finding.version].join('\0');
    const before = joined.get(key);
    joined.set(key, before ? joinTwo(before, finding) : finding);
  }
  return [...joined.values()].sort(compareFindings);
}

function joinTwo(a: Finding, b: Finding): Finding {
  const severity = isAtLeast(a.severity, b.severity) ? a.severity : b.severity;
  return { ...b, ...a, severity, sources: [...new Set([...a.sources, ...b.sources])] };
}

/** The gravest first, then by package and name. */
function compareFindings(a: Finding, b: Finding): number {
  const grave = severities.indexOf(b.severity) - severities.indexOf(a.severity);
  if (grave !== 0) return grave;
  const [one, other] = [a, b].map((finding) => `${finding.package}\0${finding.id}`) as [string, string];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
