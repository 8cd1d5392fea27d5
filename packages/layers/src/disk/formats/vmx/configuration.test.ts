import { completeMachine, type Machine } from '../machine';
import { isVmwareMachine, makeConfiguration } from './configuration';

function getSettings(given: Partial<Machine>, name = 'golden'): ReadonlyMap<string, string> {
  const machine = completeMachine(given);
  if (!isVmwareMachine(machine)) throw new Error('VMware has no such machine');
  const lines = makeConfiguration({ name, machine, diskFile: 'golden.vmdk' }).trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const [, key = '', value = ''] = /^([\w.:]+) = "([^"]*)"$/.exec(line) ?? [];
      return [key, value];
    }),
  );
}

test.each([
  [{ diskController: 'pvscsi' }, { 'scsi0.virtualDev': 'pvscsi', 'scsi0:0.fileName': 'golden.vmdk' }],
  [{ diskController: 'lsilogic' }, { 'scsi0.virtualDev': 'lsilogic', 'scsi0:0.present': 'TRUE' }],
  [{ diskController: 'sata' }, { 'sata0.present': 'TRUE', 'sata0:0.fileName': 'golden.vmdk' }],
  [{ network: 'e1000e' }, { 'ethernet0.virtualDev': 'e1000e' }],
  [{ firmware: 'efi' }, { firmware: 'efi' }],
  [
    { cpus: 4, memory: 8192 },
    { numvcpus: '4', memsize: '8192' },
  ],
  [{ guest: 'ubuntu' }, { guestOS: 'ubuntu-64' }],
] as const)('%j is said as %j', (machine, settings) => {
  expect(Object.fromEntries(getSettings(machine))).toMatchObject(settings);
});

test('a controller of one kind has no word for it', () => {
  expect(getSettings({ diskController: 'sata' }).has('sata0.virtualDev')).toBe(false);
});

test('what a name holds cannot end its value', () => {
  expect(getSettings({}, 'a"b|c\nd').get('displayName')).toBe('a|22b|7cc|0ad');
});

test.each([{ diskController: 'virtio-scsi' }, { network: 'virtio' }] as const)(
  '%j is no machine of VMware',
  (machine) => {
    expect(isVmwareMachine(completeMachine(machine))).toBe(false);
  },
);
