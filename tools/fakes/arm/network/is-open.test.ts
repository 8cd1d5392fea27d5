import type { JsonObject } from '../json';
import { createCloud } from '../state/cloud';
import { isOpen } from './is-open';

const allow = { priority: 200, direction: 'Inbound', access: 'Allow', protocol: 'Tcp' };
const deny = { ...allow, priority: 100, access: 'Deny' };

/** Ports that are open by rules of the interface's own security group and of its subnet's; undefined is no group. */
function listOpen(own?: readonly JsonObject[], subnet?: readonly JsonObject[]): readonly number[] {
  const { resources } = createCloud();
  const add = (name: string, properties: JsonObject) =>
    resources.add({ id: `/${name}`, type: 'x', name, envelope: {}, properties, state: 'Succeeded' });
  const group = (name: string, rules: readonly JsonObject[] | undefined) => {
    if (!rules) return {};
    add(name, { securityRules: rules.map((properties) => ({ properties })) });
    return { networkSecurityGroup: { id: `/${name}` } };
  };
  add('subnet', group('theirs', subnet));
  const card = add('card', {
    ...group('own', own),
    ipConfigurations: [{ properties: { subnet: { id: '/subnet' } } }],
  });
  return [22, 80, 443].filter((port) => isOpen(card, port, { resources }));
}

interface Case {
  readonly name: string;
  readonly open: readonly number[];
  readonly own?: readonly JsonObject[];
  readonly subnet?: readonly JsonObject[];
}

const cases: readonly Case[] = [
  { name: 'nobody gets in without a group', open: [] },
  { name: 'a group without rules lets nobody in', open: [], own: [] },
  { name: 'a port', open: [22], own: [{ ...allow, destinationPortRange: '22' }] },
  { name: 'a range', open: [22, 80], own: [{ ...allow, destinationPortRange: '20-90' }] },
  { name: 'several ports', open: [22, 443], own: [{ ...allow, destinationPortRanges: ['22', '400-500'] }] },
  {
    name: 'every protocol',
    open: [22, 80, 443],
    own: [{ ...allow, protocol: '*', destinationPortRange: '*' }],
  },
  { name: 'another protocol', open: [], own: [{ ...allow, protocol: 'Udp', destinationPortRange: '*' }] },
  { name: 'the way out', open: [], own: [{ ...allow, direction: 'Outbound', destinationPortRange: '*' }] },
  {
    name: 'the rule of the lower number decides',
    open: [80, 443],
    own: [
      { ...allow, destinationPortRange: '*' },
      { ...deny, destinationPortRange: '22' },
    ],
  },
  {
    name: 'both groups have to let in',
    open: [22],
    own: [{ ...allow, destinationPortRange: '20-90' }],
    subnet: [{ ...allow, destinationPortRange: '22' }],
  },
];

test.each(cases)('$name', ({ own, subnet, open }) => {
  expect(listOpen(own, subnet)).toEqual(open);
});
