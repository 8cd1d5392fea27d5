import { diskControllers, networkCards } from '@strata/sdk';
import { getFileStem } from '../file-stem';
import { completeMachine, guests, type Machine } from '../machine';
import { makeEnvelope } from './envelope';

function describeMachine(machine: Partial<Machine> = {}, name = 'golden'): string {
  return makeEnvelope({
    name,
    machine: completeMachine(machine),
    diskFile: `${getFileStem(name)}-disk1.vmdk`,
    fileSize: 1234,
    diskSize: 3 * 2 ** 30,
  });
}

/** Text of an element of the item that has this resource type. */
function getOfItem(envelope: string, type: number, element: string): string | undefined {
  const items = envelope.match(/<Item>[\s\S]*?<\/Item>/g) ?? [];
  const item = items.find((each) => each.includes(`<rasd:ResourceType>${type}</rasd:ResourceType>`));
  return item && new RegExp(`<rasd:${element}>(.*)</rasd:${element}>`).exec(item)?.[1];
}

test('it tells the disk: its file, the size of that, and what a guest sees', () => {
  const envelope = describeMachine();
  expect(envelope).toContain('<File ovf:id="file1" ovf:href="golden-disk1.vmdk" ovf:size="1234"/>');
  expect(envelope).toContain(
    'ovf:fileRef="file1" ovf:capacity="3221225472" ovf:capacityAllocationUnits="byte"',
  );
  expect(getOfItem(envelope, 17, 'HostResource')).toBe('ovf:/disk/disk1');
});

test('the disk hangs on the controller', () => {
  const envelope = describeMachine();
  expect(getOfItem(envelope, 17, 'Parent')).toBe(getOfItem(envelope, 6, 'InstanceID'));
});

test('processors and memory are those that were asked for', () => {
  const envelope = describeMachine({ cpus: 6, memory: 4096 });
  expect(getOfItem(envelope, 3, 'VirtualQuantity')).toBe('6');
  expect(getOfItem(envelope, 4, 'VirtualQuantity')).toBe('4096');
  expect(getOfItem(envelope, 4, 'AllocationUnits')).toBe('byte * 2^20');
});

test.each([
  ['pvscsi', 6, 'VirtualSCSI'],
  ['lsilogic', 6, 'lsilogic'],
  ['sata', 20, 'vmware.sata.ahci'],
  ['virtio-scsi', 20, 'VirtioSCSI'],
] as const)('the controller %s is a resource of type %i, %s', (diskController, type, subtype) => {
  expect(getOfItem(describeMachine({ diskController }), type, 'ResourceSubType')).toBe(subtype);
});

test.each([
  ['vmxnet3', 'VmxNet3'],
  ['e1000', 'E1000'],
  ['e1000e', 'E1000e'],
  ['virtio', 'virtio'],
] as const)('the network card %s is %s', (network, subtype) => {
  expect(getOfItem(describeMachine({ network }), 10, 'ResourceSubType')).toBe(subtype);
});

test.each([
  ['debian', 96],
  ['ubuntu', 94],
  ['linux', 101],
] as const)('the guest %s has the number %i', (guest, id) => {
  expect(describeMachine({ guest })).toContain(`<OperatingSystemSection ovf:id="${id}"`);
});

test('the firmware is told as VMware reads it', () => {
  expect(describeMachine({ firmware: 'efi' })).toContain('vmw:key="firmware" vmw:value="efi"');
});

test('the elements of each item come in the order of their names, as the schema wants them', () => {
  for (const diskController of diskControllers) {
    for (const network of networkCards) {
      const envelope = describeMachine({ diskController, network, guest: guests[0] });
      const items = envelope.match(/<Item>[\s\S]*?<\/Item>/g) ?? [];
      expect(items).toHaveLength(5);
      for (const item of items) {
        const names = Array.from(item.matchAll(/<rasd:(\w+)>/g), ([, name]) => name);
        expect(names).toEqual([...names].sort());
      }
    }
  }
});

test('what a name holds cannot end an element or name another file', () => {
  const envelope = describeMachine({}, 'a&b<c>"/../d');
  expect(envelope).toContain('<Name>a&amp;b&lt;c&gt;&quot;/../d</Name>');
  expect(envelope).toContain('ovf:href="a-b-c---..-d-disk1.vmdk"');
});
