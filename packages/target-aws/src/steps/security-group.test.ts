import { Readable } from 'node:stream';
import type { Work } from '../machine/work';
import { getProblem } from '../testing/get-problem';
import { openStep } from '../testing/open-step';
import { guardMachine } from './security-group';

/** A work whose machine asks the internet by which address it is known. */
function knownAs(work: Work, text: string): Work {
  const get = async () => ({ status: 200, headers: {}, body: Readable.from([text]) });
  const ports = { ...work.context.ports, http: { ...work.context.ports.http, get } };
  return { ...work, context: { ...work.context, ports } };
}

async function guard(given: Readonly<Record<string, unknown>>, address = '198.51.100.4\n') {
  await using step = await openStep();
  const work = knownAs(await step.open(given), address);
  const made = await guardMachine(work, undefined, {});
  await made.letNeighboursIn();
  return step.build.fake.log.of('AuthorizeSecurityGroupIngress').map(({ input }) => {
    const [permission] = (
      input as {
        IpPermissions: {
          FromPort: number;
          IpRanges?: { CidrIp: string }[];
          Ipv6Ranges?: { CidrIpv6: string }[];
        }[];
      }
    ).IpPermissions;
    const four = permission?.IpRanges?.map(({ CidrIp }) => CidrIp) ?? [];
    const six = permission?.Ipv6Ranges?.map(({ CidrIpv6 }) => CidrIpv6) ?? [];
    return [permission?.FromPort, ...four, ...six].join(' ');
  });
}

const NEAR = '10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10';

test.each([
  [
    'this machine alone, and neighbours once it turns out that it is one',
    {},
    ['22 198.51.100.4/32', `22 ${NEAR}`],
  ],
  [
    'whom the template names, and nobody else',
    { temporary_security_group_source_cidrs: ['0.0.0.0/0', '::/0'] },
    ['22 0.0.0.0/0 ::/0'],
  ],
  ['neighbours, where it is reached as one', { ssh_interface: 'private_ip' }, [`22 ${NEAR}`]],
  ['neighbours and the host between', { ssh_bastion_host: '203.0.113.9' }, [`22 ${NEAR} 203.0.113.9/32`]],
  ['nobody, where a tunnel leads out', { ssh_interface: 'session_manager' }, []],
  [
    'to the port of Windows',
    { communicator: 'winrm', winrm_use_ssl: true, temporary_security_group_source_cidrs: ['10.1.0.0/16'] },
    ['5986 10.1.0.0/16'],
  ],
])('the machine lets in %s', async (_, given, expected) => {
  expect(await guard(given)).toEqual(expected);
});

test('an address of version 6 is let in as such', async () => {
  expect(await guard({ ssh_interface: 'ipv6' }, '2001:db8::7')).toEqual(['22 2001:db8::7/128', `22 ${NEAR}`]);
});

test.each([
  ['AWS053', 'said "<html>"', {}, '<html>'],
  ['AWS053', 'version 4', { ssh_interface: 'ipv6' }, '198.51.100.4'],
])('%s tells that the address is not known: %s', async (code, words, given, address) => {
  await using step = await openStep();
  const work = knownAs(await step.open(given), address);
  const problem = await getProblem(guardMachine(work, undefined, {}));
  expect(problem).toMatch(new RegExp(`^${code} .*${words}.*temporary_security_group_source_cidrs`));
  expect(step.build.fake.log.mutating()).toEqual([]);
});

test('groups that are not there are told', async () => {
  await using step = await openStep();
  const absent = await step.open({ security_group_ids: ['sg-0123456789abcdef0'] });
  expect(await getProblem(guardMachine(absent, undefined, {}))).toMatch(/^AWS013 /);
  const unmatched = await step.open({ security_group_filter: { filters: { 'tag:A': 'b' }, filter: [] } });
  expect(await getProblem(guardMachine(unmatched, undefined, {}))).toMatch(/^AWS052 .*tag:A=b/);
});
