import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import { describeHostKey, readHostKey } from './host-key';
import type { Hop, HostKey } from './settings';

/** Knows the keys that a server may show. */
export interface HostKeyGuard {
  /** Those that are known by now. */
  readonly known: () => readonly HostKey[];
  /** What is wrong with the key that a server shows; undefined when it is accepted. */
  check(shown: Buffer): Diagnostic | undefined;
}

/** Accepts the keys that were given; without any, the first that is seen, and from then on only that. */
export function createHostKeyGuard(hop: Hop): HostKeyGuard {
  let known = hop.hostKeys;
  return {
    known: () => known,
    check(bytes) {
      const shown = readHostKey(bytes);
      if (known.some(({ data }) => data === shown.data)) return undefined;
      if (known.length > 0) return refuse(hop, shown, known);
      known = [shown];
      return undefined;
    },
  };
}

function refuse({ role, host, port, hostKeys }: Hop, shown: HostKey, known: readonly HostKey[]): Diagnostic {
  const [reason, hint] =
    hostKeys.length > 0
      ? [
          'which is none of those that were given',
          'Compare with the machine’s own keys, then correct ssh_host_keys.',
        ]
      : [
          'another than when it was first reached',
          'A machine that makes new host keys when it restarts needs ssh_host_keys; otherwise somebody else answers at this address.',
        ];
  const expected = known.map(describeHostKey).join(', ');
  return problem('COM007', {
    detail: `${role} at ${host}:${port} shows the host key ${describeHostKey(shown)}, ${reason}: ${expected}.`,
    hint,
  });
}
