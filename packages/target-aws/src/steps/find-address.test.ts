import type { Work } from '../machine/work';
import { getProblem } from '../testing/get-problem';
import { openStep } from '../testing/open-step';
import { findAddress } from './find-address';

const machine = { InstanceId: 'i-0123456789abcdef0', PrivateIpAddress: '10.0.0.5' };
const both = { ...machine, PublicIpAddress: '203.0.113.5' };

/** A work that sees the machine so when it looks again. */
const seeing = (work: Work, later: typeof machine): Work => ({
  ...work,
  looks: { ...work.looks, instance: async () => later },
});

test.each([
  ['its public address', both, {}, '203.0.113.5'],
  ['its private address when asked to', both, { ssh_interface: 'private_ip' }, '10.0.0.5'],
  ['what the template says', both, { ssh_host: 'box.example' }, 'box.example'],
  ['nothing, where nobody connects', both, { communicator: 'none' }, undefined],
])('a machine is reached at %s', async (_, now, given, host) => {
  await using step = await openStep();
  const found = await findAddress(seeing(await step.open(given), now), now);
  expect(found?.host).toBe(host);
});

test('a public address that comes later is waited for, and only then the private one is taken', async () => {
  await using step = await openStep();
  const work = await step.open();
  expect(await findAddress(seeing(work, both), machine)).toEqual({
    host: '203.0.113.5',
    isUnexpectedlyPrivate: false,
  });
  expect(await findAddress(seeing(work, machine), machine)).toEqual({
    host: '10.0.0.5',
    isUnexpectedlyPrivate: true,
  });
});

test('a machine without the address that is wanted is told', async () => {
  await using step = await openStep();
  const work = seeing(await step.open({ ssh_interface: 'public_dns' }), machine);
  expect(await getProblem(findAddress(work, machine))).toMatch(/^AWS056 .*has no public_dns address/);
});
