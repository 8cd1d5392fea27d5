import { createHash } from 'node:crypto';

/** Longest name that IAM takes. Source: IAM user guide, "IAM and AWS STS quotas"; instance profiles of EC2 take as many. */
const LONGEST = 64;
/** A token of EC2 has 64 characters at most. Source: EC2 API reference, "Ensuring idempotency". */
const TOKEN = 64;

/** The same for the same build and purpose, so that a request that is repeated makes nothing a second time. */
export function getToken(build: string, ...purpose: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([build, ...purpose]))
    .digest('hex')
    .slice(0, TOKEN);
}

/** A name that no other build has. */
export function getName(build: string, ...purpose: readonly string[]): string {
  const digits = getToken(build, 'name', ...purpose).slice(0, 16);
  return `strata-${build.replace(/[^A-Za-z0-9_.-]/gu, '-')}`
    .slice(0, LONGEST - digits.length - 1)
    .concat('-', digits);
}
