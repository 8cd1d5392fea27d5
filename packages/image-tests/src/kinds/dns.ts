import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';
import { getSeconds } from './seconds';

/** Goss's own default. */
const TIMEOUT = 500;

const PYTHON = `import socket, sys
try:
    found = socket.getaddrinfo(sys.argv[1], None)
except OSError:
    sys.exit(0)
for address in found:
    print(address[4][0])`;

/** The resolver of the guest gets five seconds, as its own limits are. */
const HELPERS = `
ask_name() {
  if getent ahosts localhost >/dev/null 2>&1; then
    field addrs
    limit 5 getent ahosts "$1" 2>/dev/null | sed 's/[ 	].*//' | sort -u
  elif has python3; then
    field addrs
    limit 5 python3 -c ${quoteWord(PYTHON)} "$1" 2>/dev/null | sort -u
  elif has getent; then
    field addrs
    limit 5 getent hosts "$1" 2>/dev/null | sed 's/[ 	].*//' | sort -u
  fi
}
ask_server() {
  has dig || return
  seconds=$1
  server=$2
  port=$3
  shift 3
  field addrs
  dig +short "+time=$seconds" +tries=1 "@$server" -p "$port" "$@" 2>/dev/null | grep -v '^;' | sort -u
}`;

const NAME = /^(?:(?<type>[A-Z]+):)?(?<host>.*)$/su;

export const dnsKind: Kind = {
  label: 'DNS',
  subject: 'resolve',
  settings: { resolve: 'text', server: 'text', timeout: 'number' },
  attributes: { resolvable: 'value', resolveable: 'value', addrs: 'value' },
  required: [],
  gate: 'resolvable',
  helpers: HELPERS,
  timeout: TIMEOUT,
  getQuestions: (check) => {
    const { type, host = '' } = NAME.exec(getSubject(dnsKind, check))?.groups ?? {};
    const server = check.settings.text('server') ?? '';
    if (server === '') return { names: `ask_name ${quoteWord(host)}` };
    const [, name = server, port = '53'] = /^\[?(.*?)\]?(?::(\d+))?$/su.exec(server) ?? [];
    const seconds = getSeconds(check.settings.number('timeout') || TIMEOUT);
    const wanted = type === 'PTR' ? ['-x', host] : [host, type ?? 'A'];
    const more = type === undefined ? [host, 'AAAA'] : [];
    const words = [String(seconds), name, port, ...wanted, ...more];
    return { names: `ask_server ${words.map(quoteWord).join(' ')}` };
  },
  getFindings: (check, { names }) => {
    if (names?.fields['addrs'] === undefined) {
      const reason = check.settings.text('server')
        ? 'The guest lacks dig (bind9-dnsutils, bind-utils), which asks servers.'
        : 'The guest has neither getent nor python3 to ask with.';
      return { resolvable: unknown(reason), resolveable: unknown(reason), addrs: unknown(reason) };
    }
    const found = getField(names, 'addrs').split('\n').filter(Boolean);
    const resolvable = value(found.length > 0);
    return { resolvable, resolveable: resolvable, addrs: value(found) };
  },
};
