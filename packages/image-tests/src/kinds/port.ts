import { getField, getSubject, type Kind, value } from '../checks/kind';

const FAMILIES = ['tcp', 'tcp6', 'udp', 'udp6'] as const;

const QUESTION = FAMILIES.map((family) => `field ${family}\ncat /proc/net/${family} 2>/dev/null`).join('\n');

/** `tcp:22`, or `22` for the same. */
export const PORT = /^(?:(?<family>(?:tcp|udp)6?):)?(?<number>\d{1,5})$/;

export const portKind: Kind = {
  label: 'Port',
  subject: 'port',
  settings: { port: 'text' },
  attributes: { listening: 'value', ip: 'value' },
  required: ['listening'],
  gate: 'listening',
  getQuestions: () => ({ sockets: QUESTION }),
  getFindings: (check, { sockets }) => {
    const { family = 'tcp', number } = PORT.exec(getSubject(portKind, check))?.groups ?? {};
    const listeners = getSockets(getField(sockets, family)).filter(
      ({ port, isListening }) => port === Number(number) && (isListening || family.startsWith('udp')),
    );
    return { listening: value(listeners.length > 0), ip: value(listeners.map(({ address }) => address)) };
  },
};

interface Socket {
  readonly address: string;
  readonly port: number;
  readonly isListening: boolean;
  /** Of UDP: it has no peer, and takes what comes. */
  readonly isUnconnected: boolean;
}

/** The state of a listening socket in /proc/net/tcp (linux/include/net/tcp_states.h). */
const LISTEN = '0A';
const CLOSE = '07';

/** A table of the kernel: `sl local_address rem_address st …`, addresses and ports in hexadecimal. */
export function getSockets(table: string): readonly Socket[] {
  return Array.from(
    table.matchAll(/^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2})/gm),
    ([, address = '', port = '', state]) => ({
      address: getAddress(address),
      port: Number.parseInt(port, 16),
      isListening: state === LISTEN,
      isUnconnected: state === CLOSE,
    }),
  );
}

/** Words of four bytes in the order of the machine, which is the little one wherever images are made for. */
function getAddress(hexadecimal: string): string {
  const words = hexadecimal.match(/.{8}/g) ?? [];
  const bytes = words.flatMap((word) => [...Buffer.from(word, 'hex')].reverse());
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  );
  return shorten(groups);
}

/** RFC 5952: the longest row of zeros as `::`, the last four bytes of a mapped address as IPv4 writes them. */
function shorten(groups: readonly string[]): string {
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff') {
    const bytes = groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
    return bytes.join('.');
  }
  const rows = Array.from(groups.join(':').matchAll(/(?<![0-9a-f])0(?::0)+(?![0-9a-f])/g), ([row]) => row);
  const longest = rows.reduce((best, row) => (row.length > best.length ? row : best), '');
  if (longest === '') return groups.join(':');
  const [before = '', after = ''] = splitOnce(groups.join(':'), longest);
  return `${before.replace(/:$/, '')}::${after.replace(/^:/, '')}`;
}

function splitOnce(text: string, by: string): readonly string[] {
  const found = new RegExp(`(?<![0-9a-f])${by}(?![0-9a-f])`).exec(text);
  return found ? [text.slice(0, found.index), text.slice(found.index + by.length)] : [text];
}
