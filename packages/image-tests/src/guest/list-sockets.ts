import type { Communicator } from '@strata/sdk';
import { getSockets } from '../kinds/port';

const FAMILIES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

const mark = (family: string) => `== ${family}`;

const QUESTION = FAMILIES.map((family) => `echo '${mark(family)}'; cat /proc/net/${family} 2>/dev/null`).join(
  '; ',
);

/**
 * From here on the kernel gives ports away by itself, which are others each time.
 * Source: ip_local_port_range in Linux' Documentation/networking/ip-sysctl.rst
 */
const FIRST_GIVEN = 32_768;

/**
 * Where a started guest listens: `tcp 0.0.0.0:22`, `udp6 [::]:323`, sorted, each once. UDP sockets without a peer count.
 *
 * @returns undefined when the guest cannot tell
 */
export async function listSockets(
  communicator: Pick<Communicator, 'exec'>,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const pieces: Buffer[] = [];
  const ended = await communicator.exec(
    { command: QUESTION, onOutput: ({ stream, data }) => void (stream === 'stdout' && pieces.push(data)) },
    signal,
  );
  const text = Buffer.concat(pieces).toString();
  if (ended.kind !== 'exited' || !text.includes(mark('udp6'))) return undefined;
  const found = FAMILIES.flatMap((family) => {
    const table = text.slice(text.indexOf(`${mark(family)}\n`)).split('\n== ', 1)[0] ?? '';
    const wanted = getSockets(table).filter((socket) =>
      family.startsWith('udp') ? socket.isUnconnected : socket.isListening,
    );
    return wanted
      .filter(({ port }) => port < FIRST_GIVEN)
      .map(({ address, port }) => `${family} ${address.includes(':') ? `[${address}]` : address}:${port}`);
  });
  return [...new Set(found)].sort();
}
