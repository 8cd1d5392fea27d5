import { type OpenedBuild, openBuild } from '../testing/open-build';
import { makeGroup } from '../testing/open-fake';
import { type Given, giveOwnRole, runTwice } from '../testing/role-runs';
import { compareRole } from '../testing/role-world';
import { addDefinition, intoGallery, noManaged, runArm } from '../testing/run-arm';

let build: OpenedBuild;
beforeEach(async () => {
  build = await openBuild();
});
afterEach(() => build[Symbol.asyncDispose]());

const MANAGED = { managed_image_name: 'golden-1', managed_image_resource_group_name: 'images' };

const other = { managed_image_name: 'golden-2' };
const snapshots = { managed_image_os_disk_snapshot_name: 'golden-os' };
const windows = {
  ...{ os_type: 'windows', communicator: 'winrm', winrm_username: 'packer', winrm_use_ssl: true },
  ...{ image_publisher: 'MicrosoftWindowsServer', image_offer: 'WindowsServer' },
  image_sku: '2022-datacenter-g2',
};
const script = { custom_script: 'powershell -Command Get-Date' };

test.each<[string, Given, Given]>([
  ['a group of others', { build_resource_group_name: 'builds' }, other],
  ['snapshots', snapshots, { ...other, managed_image_os_disk_snapshot_name: 'golden-os-2' }],
  ['a certificate for WinRM', windows, other],
  ['a certificate in a group of others', { ...windows, build_resource_group_name: 'builds' }, other],
  ['a certificate of a key', { ...windows, communicator: 'ssh' }, other],
  ['a script of its own', { ...windows, ...script }, other],
])('a build with %s does what its role allows, and all of it', async (_, given, again) => {
  await makeGroup(build.session, 'builds');
  const role = giveOwnRole(build, given);
  await runTwice(build, given, again);
  expect(compareRole(build, role)).toEqual({ idle: [], missing: [] });
});

test.each<[string, Given]>([
  ['by a managed image', MANAGED],
  ['from the machine itself', noManaged],
])('a version of a gallery that is made %s takes what its role allows, and all of it', async (_, given) => {
  await addDefinition(build, 'golden');
  const wanted = { ...given, ...intoGallery('1.0.0') };
  const role = giveOwnRole(build, wanted);
  const second = {
    ...intoGallery('1.0.1'),
    ...('managed_image_name' in MANAGED && given === MANAGED && other),
  };
  await runTwice(build, wanted, second);
  expect(compareRole(build, role)).toEqual({ idle: [], missing: [] });
});

test.each<[string, Given]>([
  [
    'a managed image',
    { custom_managed_image_name: 'golden-1', custom_managed_image_resource_group_name: 'images' },
  ],
  [
    'a definition',
    {
      shared_image_gallery: {
        subscription: '00000000-0000-0000-0000-000000000001',
        resource_group: 'images',
        gallery_name: 'ours',
        image_name: 'golden',
      },
    },
  ],
  [
    'a version',
    {
      shared_image_gallery: {
        id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/images/providers/Microsoft.Compute/galleries/ours/images/golden/versions/1.0.0',
      },
    },
  ],
])('a build from %s takes what its role allows, and all of it', async (_, source) => {
  await addDefinition(build, 'golden');
  await runArm(build, { ...MANAGED, ...intoGallery('1.0.0') });
  await build.undo();
  const given = { ...source, image_publisher: '', image_offer: '', image_sku: '', ...other };
  const role = giveOwnRole(build, given);
  await runTwice(build, given, { managed_image_name: 'golden-3' });
  expect(compareRole(build, role)).toEqual({ idle: [], missing: [] });
});

test('a build in a network that is there takes no right to make one', async () => {
  const { resources } = build.session.resources();
  const subnets = [{ name: 'main', properties: { addressPrefix: '10.0.0.0/24' } }];
  const id = `/subscriptions/${build.fake.cloud.subscription}/resourceGroups/images/providers/Microsoft.Network/virtualNetworks/net`;
  await resources.beginCreateOrUpdateByIdAndWait(
    id,
    '2024-05-01',
    { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets } },
    { updateIntervalInMs: 1 },
  );
  const given = { virtual_network_name: 'net' };
  const role = giveOwnRole(build, given);
  await runTwice(build, given, other);
  expect(compareRole(build, role)).toEqual({ idle: [], missing: [] });
  expect(role.Actions).not.toContain('Microsoft.Network/virtualNetworks/write');
});
