import { type Finding, isAtLeast, type Severity } from './finding';

/** A finding that somebody has decided to live with for a time. */
export interface Exception {
  readonly id: string;
  /** Only in this package; in every one when absent. */
  readonly package?: string | undefined;
  readonly reason: string;
  /** The last day on which it holds: `2026-12-31`, by UTC. */
  readonly expires: string;
  /** Who decided it. */
  readonly by?: string | undefined;
}

/** Which findings fail the gate. */
export interface Policy {
  readonly failOn: Severity | 'never';
  /** Findings that nobody has given a severity fail too. */
  readonly failOnUnknown: boolean;
  /** Only findings with a fixed version fail. */
  readonly onlyFixed: boolean;
  readonly exceptions: readonly Exception[];
  /** `2026-11-22`, by UTC. */
  readonly today: string;
}

/** `passes`: below the gate. `ignored`: an exception holds. `fails`: all others. */
export type Verdict = 'fails' | 'ignored' | 'passes';

export interface Judged {
  readonly finding: Finding;
  readonly verdict: Verdict;
  /** The exception that holds, or that held until it expired. */
  readonly exception?: Exception;
}

/** Holds each finding against the policy. */
export function judge(findings: readonly Finding[], policy: Policy): readonly Judged[] {
  return findings.map((finding) => {
    const fitting = policy.exceptions.filter((exception) => isAbout(exception, finding));
    const exception = fitting.find((one) => !isExpired(one, policy)) ?? fitting[0];
    const isHeld = exception !== undefined && !isExpired(exception, policy);
    const verdict = isHeld ? 'ignored' : reachesGate(finding, policy) ? 'fails' : 'passes';
    return { finding, verdict, ...(exception && { exception }) };
  });
}

function isAbout(exception: Exception, { id, package: name }: Finding): boolean {
  return exception.id === id && (exception.package === undefined || exception.package === name);
}

/** Exceptions that fit no finding: what they were about is gone, or was never there. */
export function findUnused(judged: readonly Judged[], { exceptions }: Policy): readonly Exception[] {
  return exceptions.filter((exception) => !judged.some(({ finding }) => isAbout(exception, finding)));
}

/** Dates of this form are in the order of their text. */
export function isExpired({ expires }: Exception, { today }: Pick<Policy, 'today'>): boolean {
  return expires < today;
}

function reachesGate(
  { severity, fixedVersion }: Finding,
  { failOn, failOnUnknown, onlyFixed }: Policy,
): boolean {
  if (failOn === 'never' || (onlyFixed && fixedVersion === undefined)) return false;
  return severity === 'unknown' ? failOnUnknown || failOn === 'unknown' : isAtLeast(severity, failOn);
}
