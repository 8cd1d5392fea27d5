import type { GuestFile } from '../guest-shell';
import { encodeAttributes } from './packets';

/** The bits of a mode that say what a file is, as POSIX numbers them. */
const KIND_BITS: Readonly<Record<GuestFile['kind'], number>> = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
  other: 0,
};

/** What a client is told of a file. Nobody who copies files asks whose they are or how old. */
export function getAttributes({ kind, mode, size }: GuestFile): Buffer {
  return encodeAttributes({ mode: KIND_BITS[kind] | mode, size });
}
