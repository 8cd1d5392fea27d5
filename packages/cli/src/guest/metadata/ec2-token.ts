import { createHash } from 'node:crypto';

/** Seconds. Source: Amazon's documentation, "Use the Instance Metadata Service" (IMDSv2). */
const LONGEST = 21_600;

/** Reads how long a token is to hold; undefined for what EC2 refuses. */
export function parseLifetime(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,5}$/u.test(text)) return undefined;
  const seconds = Number(text);
  return seconds >= 1 && seconds <= LONGEST ? seconds : undefined;
}

/**
 * A token says itself until when it holds: each connection is answered by a program of its own, which has no memory. It
 * proves that a token was asked for, and guards nothing: all that is told here, the guest's own host has told.
 *
 * @param end milliseconds since the epoch
 */
export function makeToken(instanceId: string, end: number): string {
  return `${end.toString(36)}.${sign(instanceId, end)}`;
}

export function isTokenValid(token: unknown, instanceId: string, now: number): boolean {
  if (typeof token !== 'string') return false;
  const end = Number.parseInt(token, 36);
  return end > now && token === makeToken(instanceId, end);
}

function sign(instanceId: string, end: number): string {
  return createHash('sha256').update(`${instanceId} ${end}`).digest('base64url');
}
