import { type Finding, isSeverity } from './finding';
import { type Exception, type Judged, judge, type Policy } from './policy';
import { REPORT_SCHEMA } from './report';

/** A report that was written before. */
export interface KeptReport {
  readonly image: string;
  /** Digest of what was looked into; absent where it has none. */
  readonly digest?: string;
  /** The gate of that time. */
  readonly policy: Omit<Policy, 'exceptions'>;
  readonly judged: readonly Judged[];
}

/** Reads the parsed JSON of a report; undefined when it is not as this version writes it. */
export function readReport(value: unknown): KeptReport | undefined {
  const { schema, image, digest, day, gate, findings } = Object(value);
  const { fail_on: failOn, fail_on_unknown: failOnUnknown, only_fixed: onlyFixed } = Object(gate);
  const isKnown =
    schema === REPORT_SCHEMA &&
    typeof image === 'string' &&
    (digest === undefined || typeof digest === 'string') &&
    typeof day === 'string' &&
    (failOn === 'never' || isSeverity(failOn)) &&
    typeof failOnUnknown === 'boolean' &&
    typeof onlyFixed === 'boolean' &&
    Array.isArray(findings) &&
    findings.every(isFinding);
  if (!isKnown) return undefined;
  const judged = findings.map(({ verdict, exception, ...finding }) => ({
    finding,
    verdict,
    ...(exception && { exception }),
  }));
  const policy = { failOn, failOnUnknown, onlyFixed, today: day };
  return { image, ...(digest !== undefined && { digest }), policy, judged };
}

/** What a report was judged by, on another day: exceptions that held then may hold no more. */
export function getKeptPolicy({ judged, policy }: KeptReport, today: string): Policy {
  const exceptions = judged.flatMap(({ exception }) => (exception ? [exception] : []));
  return { ...policy, exceptions, today };
}

/** The same findings by another policy, or on another day. */
export function judgeAgain({ judged }: KeptReport, policy: Policy): readonly Judged[] {
  return judge(
    judged.map(({ finding }) => finding),
    policy,
  );
}

type Written = Finding & Pick<Judged, 'verdict' | 'exception'>;

function isFinding(value: unknown): value is Written {
  const { id, package: name, version, fixedVersion, severity, layer, verdict, exception } = Object(value);
  return (
    [id, name, version].every(isText) &&
    (fixedVersion === undefined || isText(fixedVersion)) &&
    isSeverity(severity) &&
    (layer === undefined || isText(Object(layer).diffId)) &&
    ['fails', 'ignored', 'passes'].includes(verdict) &&
    (exception === undefined || isException(exception))
  );
}

function isException(value: unknown): value is Exception {
  const { id, package: name, reason, expires, by } = Object(value);
  return (
    [id, reason, expires].every(isText) && [name, by].every((each) => each === undefined || isText(each))
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
