import { quoteWord } from '@strata/sdk';
import { getField, getSubject, type Kind, unknown, value } from '../checks/kind';

const HELPERS = `
ask_interface() {
  [ -e "/sys/class/net/$1" ] || return
  field mtu
  cat "/sys/class/net/$1/mtu"
  if has ip; then
    field addrs
    ip -o addr show dev "$1" 2>/dev/null
  fi
}`;

export const interfaceKind: Kind = {
  label: 'Interface',
  subject: 'name',
  settings: { name: 'text' },
  attributes: { exists: 'value', addrs: 'value', mtu: 'value' },
  required: ['exists'],
  gate: 'exists',
  helpers: HELPERS,
  getQuestions: (check) => ({ device: `ask_interface ${quoteWord(getSubject(interfaceKind, check))}` }),
  getFindings: (_, { device }) => {
    const exists = device?.fields['mtu'] !== undefined;
    const addresses = Array.from(
      getField(device, 'addrs').matchAll(/\binet6? ([0-9a-f.:]+(?:\/\d+)?)/g),
      ([, address]) => address ?? '',
    );
    return {
      exists: value(exists),
      addrs:
        device?.fields['addrs'] === undefined ? unknown('The guest lacks the program ip.') : value(addresses),
      mtu: exists ? value(Number(getField(device, 'mtu'))) : unknown('There is no such interface.'),
    };
  },
};
