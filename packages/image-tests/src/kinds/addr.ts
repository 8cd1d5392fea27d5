import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';
import { getSeconds } from './seconds';

/** Goss's own default. */
const TIMEOUT = 500;

/** Python alone can also choose where a connection comes from. */
const PYTHON = `import socket, sys
network, host, port, local, seconds = sys.argv[1:]
kind = socket.SOCK_DGRAM if network.startswith("udp") else socket.SOCK_STREAM
for family, kind, protocol, _, address in socket.getaddrinfo(host, int(port), 0, kind):
    try:
        with socket.socket(family, kind, protocol) as line:
            line.settimeout(float(seconds))
            if local:
                line.bind((local, 0))
            line.connect(address)
            sys.exit(0)
    except OSError:
        pass
sys.exit(1)`;

/** ask_address NETWORK HOST PORT LOCAL SECONDS */
const HELPERS = `
ask_address() {
  if [ -z "$4" ] && has bash; then
    field reachable
    limit "$5" bash -c 'exec 3<>"/dev/$0/$1/$2"' "\${1%[46]}" "$2" "$3" >/dev/null 2>&1 && echo true
  elif has python3; then
    field reachable
    limit "$5" python3 -c ${quoteWord(PYTHON)} "$@" >/dev/null 2>&1 && echo true
  elif [ -z "$4" ] && [ "\${1%[46]}" = tcp ] && has nc; then
    field reachable
    limit "$5" nc -z -w "$5" "$2" "$3" >/dev/null 2>&1 && echo true
  fi
}`;

/** `tcp://host:port`; the network may be left out. */
export const ADDRESS =
  /^(?:(?<network>(?:tcp|udp)[46]?):\/\/)?(?:\[(?<v6>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d{1,5})$/;

export const addrKind: Kind = {
  label: 'Addr',
  subject: 'address',
  settings: { address: 'text', 'local-address': 'text', timeout: 'number' },
  attributes: { reachable: 'value' },
  required: ['reachable'],
  helpers: HELPERS,
  timeout: TIMEOUT,
  getQuestions: (check) => {
    const groups = ADDRESS.exec(getSubject(addrKind, check))?.groups ?? {};
    const { network = 'tcp', v6, host = v6 ?? '', port = '' } = groups;
    const seconds = getSeconds(check.settings.number('timeout') || TIMEOUT);
    const words = [network, host, port, check.settings.text('local-address') ?? '', String(seconds)];
    return { address: `ask_address ${words.map(quoteWord).join(' ')}` };
  },
  getFindings: (_, { address }) => ({
    reachable:
      address?.fields['reachable'] === undefined
        ? unknown('The guest has no python3, bash or nc to try it with (local-address and udp need python3).')
        : value(getField(address, 'reachable') === 'true'),
  }),
};
