import { createHash } from 'node:crypto';
import type { Cloud } from '../state/cloud';

const lifeMilliseconds = 7 * 24 * 60 * 60_000;
const digits = 24;

/** When a token that is given out now will not be taken any more. */
export function getExpiry({ clock }: Cloud): Date {
  return new Date(clock.now().getTime() + lifeMilliseconds);
}

/** The token that a block is read with. It says itself until when, and cannot be guessed without the list's answer. */
export function createBlockToken(snapshotId: string, index: number, expiry: Date): string {
  const end = expiry.getTime();
  return `${end.toString(36)}.${seal(snapshotId, index, end)}`;
}

/** Whether a token is for this block, and still good. */
export function isBlockToken(
  token: string,
  block: { snapshotId: string; index: number },
  now: Date,
): boolean {
  const [end = '', sealed] = token.split('.');
  const expiry = Number.parseInt(end, 36);
  return sealed === seal(block.snapshotId, block.index, expiry) && expiry > now.getTime();
}

function seal(snapshotId: string, index: number, end: number): string {
  return createHash('sha256').update(`${snapshotId}/${index}/${end}`).digest('base64url').slice(0, digits);
}
