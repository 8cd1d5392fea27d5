import { decodeFacts } from '../metadata/facts';
import { CLOUDS, isolate, type MachineFields, makeCloud } from '.';
import { makeOvfEnvironment } from './ovf-environment';

const identity = { host: 'golden', publicKey: 'ssh-ed25519 AA,AA strata' };

const getArguments = ({ qemuargs = [] }: MachineFields, name: string) =>
  qemuargs.filter(([flag]) => flag === name).map(([, value]) => value);

/** What the server of each forwarded address is told. */
function getFacts(machine: MachineFields) {
  const [network = ''] = getArguments(machine, '-netdev');
  return [...network.matchAll(/guestfwd=tcp:([\d.]+):80-cmd:(?:'[^']*' ?){6}'([^']+)'/gu)].map(
    ([, address, facts = '']) => [address, decodeFacts(facts)] as const,
  );
}

test.each(CLOUDS)('%s gives equal machines to the same image, so that kept states fit', (cloud) => {
  expect(makeCloud(cloud, identity, 'bios')).toEqual(makeCloud(cloud, { ...identity }, 'bios'));
});

test('EC2 is told by id and serial number, which are the same', () => {
  const machine = makeCloud('ec2', identity, 'bios');
  const [, system = ''] = getArguments(machine, '-smbios');
  const [, serial, uuid] = /serial=(ec2[\da-f]{5}-[\da-f-]{27}),uuid=(\S+)$/u.exec(system) ?? [];
  expect(uuid).toBe(serial);
  expect(system).toContain('type=1,manufacturer=Amazon EC2,');
  expect(machine.disk_interface).toBe('nvme');
});

test('EC2 tells key and user data at its address alone', () => {
  expect(getFacts(makeCloud('ec2', identity, 'bios'))).toEqual([
    [
      '169.254.169.254',
      {
        cloud: 'ec2',
        facts: expect.objectContaining({
          host: 'golden',
          publicKey: identity.publicKey,
          userData: expect.stringMatching(/^#cloud-config\n.*AA,AA strata/u),
        }),
      },
    ],
  ]);
});

test('Azure is told by the tag of its chassis and the label of its medium', () => {
  const machine = makeCloud('azure', identity, 'bios');
  expect(getArguments(machine, '-smbios')).toContain(
    'type=3,manufacturer=Microsoft Corporation,asset=7783-7084-3265-9085-8269-3286-77',
  );
  expect(machine.cd_label).toMatch(/^rd_rdfe_/u);
  expect(machine.cd_content?.['ovf-env.xml']).toContain('<ns1:UserName>strata</ns1:UserName>');
  expect(getFacts(machine).map(([address]) => address)).toEqual(['169.254.169.254', '168.63.129.16']);
});

test('nothing means anything to XML', () => {
  const { cd_content } = makeCloud('azure', { ...identity, publicKey: 'key <a&b>' }, 'bios');
  expect(cd_content?.['ovf-env.xml']).toContain('<ns1:Value>key &lt;a&amp;b&gt;</ns1:Value>');
});

test('the port that leads to the guest is filled in when it is known', () => {
  const [network] = getArguments(makeCloud('ec2', identity, 'bios'), '-netdev');
  expect(network).toMatch(/^user,id=user\.0,hostfwd=tcp:127\.0\.0\.1:\{\{ \.SSHHostPort \}\}-:22,/u);
});

test('custom data are on the medium where there are any', () => {
  const environment = { host: 'golden', user: 'strata', publicKey: 'ssh-ed25519 AA' };
  expect(makeOvfEnvironment(environment)).not.toContain('CustomData');
  expect(makeOvfEnvironment({ ...environment, customData: 'IyEvYmluL3No' })).toContain(
    '<ns1:CustomData>IyEvYmluL3No</ns1:CustomData>',
  );
});

test.each(CLOUDS)('%s cut off from every network lets us in, and has its services', (cloud) => {
  const machine = makeCloud(cloud, identity, 'bios');
  const apart = isolate(machine);
  const [network = '', ...others] = getArguments(apart, '-netdev');
  expect(network).toMatch(/^user,id=user\.0,.*hostfwd=tcp:127\.0\.0\.1:.*,restrict=on$/u);
  expect(others).toEqual([]);
  expect(getFacts(apart)).toEqual(getFacts(machine));
  expect(getArguments(apart, '-smbios')).toEqual(getArguments(machine, '-smbios'));
});
