import { getBuildNeeds, getPreflightNeeds, getPublishNeeds, getRole } from '../policy';
import { type OpenedBuild, openBuild } from '../testing/open-build';
import { seedStorageAccount, tableBlobs } from '../testing/open-fake';
import { testDestination } from '../testing/publish-world';
import { giveRole } from '../testing/role-world';
import { addDefinition, getArmOptions, intoGallery, noManaged, runArm } from '../testing/run-arm';
import { type Finding, preflightBuild, preflightPublication } from './index';

let opened: OpenedBuild;
beforeAll(async () => {
  // Nothing listens there: who looks for a container finds nobody, at once.
  const variables = { AZURE_STORAGE_SERVICE_ENDPOINT: 'https://127.0.0.1:1/strataimages' };
  opened = await openBuild({ blobs: tableBlobs(), variables });
  seedStorageAccount(opened.fake.cloud, { group: 'images' });
});
beforeEach(() => opened.fake.log.clear());
afterEach(() => {
  const { access, denied, limits, unregistered } = opened.fake.cloud;
  for (const set of [denied, unregistered, limits.notOffered, limits.withoutType]) set.clear();
  Object.assign(limits, { cores: 100, publicAddresses: 20 });
  access.assignments = undefined;
  opened.fake.faults.clear();
});
afterAll(() => opened[Symbol.asyncDispose]());

const options = (given: Readonly<Record<string, unknown>> = {}) =>
  getArmOptions(given) as unknown as Readonly<Record<string, unknown>>;
const build = (given: Readonly<Record<string, unknown>> = {}) =>
  preflightBuild(opened.context, { options: options(given) });
const publish = (more: Partial<typeof testDestination> = {}, images: readonly string[] = []) =>
  preflightPublication(
    opened.context,
    {},
    { destination: { ...testDestination, ...more }, isKept: true, images },
  );

/** What is wrong: code, and what was looked at. */
const tell = (findings: readonly Finding[]) =>
  findings.flatMap(({ checked, diagnostics }) => diagnostics.map(({ code }) => `${code} ${checked}`));
const tellUnknown = (findings: readonly Finding[]) =>
  findings.flatMap(({ checked, unknown }) => (unknown === undefined ? [] : [checked]));
const tellAll = (findings: readonly Finding[]) =>
  findings
    .flatMap(({ diagnostics }) => diagnostics.map(({ detail, hint }) => `${detail} ${hint}`))
    .join('\n');

const POLICIES = 'policies, deny assignments and conditions of roles';

test('a build that has all it needs is told so, and nothing was made', async () => {
  const findings = await build();
  expect(tell(findings)).toEqual([]);
  const { subscription, tokens } = opened.fake.cloud;
  expect(findings.map(({ checked }) => checked)).toEqual([
    `login to subscription Fake (${subscription}) of tenant ${tokens.tenant}`,
    'service Microsoft.Compute',
    'service Microsoft.Network',
    'region westeurope with virtualMachines',
    'image Debian:debian-12:12-gen2:latest',
    'vm_size Standard_D2s_v5 in westeurope',
    'quota of 2 processors of standardDSv5Family in westeurope',
    'quota of a public address in westeurope',
    'resource group images',
    'managed_image_name golden-1',
    `permissions in subscription ${subscription}`,
    'permissions in resource group images',
    POLICIES,
  ]);
  expect(tellUnknown(findings)).toEqual([POLICIES]);
  expect(opened.fake.log.mutating()).toEqual([]);
});

test('everything that a build lacks is told at once', async () => {
  const { cloud } = opened.fake;
  const taken = { managed_image_name: 'golden-0' };
  await runArm(opened, taken);
  cloud.unregistered.add('Microsoft.Network');
  cloud.limits.notOffered.add('Standard_D2s_v5');
  cloud.limits.cores = 1;
  cloud.limits.publicAddresses = 0;
  cloud.denied.add('Microsoft.Network/networkInterfaces/join/action');
  const findings = await build({ ...taken, image_sku: 'none', temp_resource_group_name: 'images' });
  expect(tell(findings)).toEqual([
    'AZU006 service Microsoft.Network',
    'AZU013 image Debian:debian-12:none:latest',
    'AZU008 vm_size Standard_D2s_v5 in westeurope',
    'AZU007 quota of 2 processors of standardDSv5Family in westeurope',
    'AZU007 quota of 2 processors of standardDSv5Family in westeurope',
    'AZU007 quota of a public address in westeurope',
    'AZU050 temp_resource_group_name images',
    'AZU050 managed_image_name golden-0',
    `AZU005 permissions in subscription ${cloud.subscription}`,
  ]);
  const text = tellAll(findings);
  expect(text).toContain('az provider register --namespace Microsoft.Network');
  expect(text).toContain('1 of ');
  expect(text).toContain('Microsoft.Network/networkInterfaces/join/action');
});

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['a region that there is not', { location: 'westeurop' }, 'Did you mean westeurope?'],
  ['a size that there is not', { vm_size: 'Standard_D2s_v55' }, 'Did you mean Standard_D2s_v5?'],
  ['a size of another generation', { vm_size: 'Standard_A1_v2' }, 'twin whose SKU ends in -gen2'],
  [
    'a managed image that is gone',
    { custom_managed_image_name: 'none', image_publisher: '' },
    'managed image none',
  ],
  ['a group that is gone', { managed_image_resource_group_name: 'none' }, 'resource group none'],
  ['a network that is gone', { virtual_network_name: 'none' }, 'az network vnet list'],
])('%s is told with the next step', async (_, given, expected) => {
  expect(tellAll(await build(given))).toContain(expected);
});

test('an image that is sold wants its plan and its terms', async () => {
  const plan = { name: 'pro', product: 'hardened', publisher: 'acme' };
  opened.fake.cloud.platform.add({
    ...{ urn: 'acme:hardened:pro', osType: 'Linux', generation: 'V2', version: '1.0.0', plan },
  });
  const source = { image_publisher: 'acme', image_offer: 'hardened', image_sku: 'pro' };
  const bare = await build(source);
  expect(tell(bare)).toEqual(['AZU030 plan acme:hardened:pro', 'AZU005 terms of plan acme:hardened:pro']);
  expect(tellAll(bare)).toContain('az vm image terms accept --publisher acme --offer hardened --plan pro');
  opened.fake.cloud.platform.accept(plan);
  const named = { plan_name: 'pro', plan_product: 'hardened', plan_publisher: 'acme' };
  expect(tell(await build({ ...source, plan_info: named }))).toEqual([]);
});

test('a version wants a definition of its own kind, regions that there are, and a number that is free', async () => {
  await addDefinition(opened, 'golden');
  await runArm(opened, { ...noManaged, ...intoGallery('1.0.0') });
  const given = { ...noManaged, ...intoGallery('1.0.0'), os_type: 'Windows' };
  opened.fake.cloud.limits.withoutType.add('Microsoft.Compute/galleries/northeurope');
  expect(tell(await build(given))).toEqual([
    'AZU032 region northeurope with galleries',
    'AZU050 image_version 1.0.0',
    'AZU082 image definition ours/golden',
  ]);
});

test('with the role of a build alone nothing is missing, and what only preflight asks is unknown', async () => {
  const { subscription } = opened.fake.cloud;
  const needs = getBuildNeeds(options(), subscription);
  giveRole(opened, getRole(needs, 'builder'));
  const findings = await build();
  expect(tell(findings)).toEqual([]);
  expect(tellUnknown(findings)).toContain(`permissions in subscription ${subscription}`);
  giveRole(opened, getRole([...needs, ...getPreflightNeeds(subscription)], 'builder'));
  expect(tellUnknown(await build())).toEqual([POLICIES]);
});

test('without a login nothing else is looked at', async () => {
  opened.fake.faults.add({ match: /./, code: 'InvalidAuthenticationToken', status: 401 });
  const findings = await build();
  expect(tell(findings)).toEqual(['AZU003 login']);
});

test('everything that a publication lacks is told at once, and nothing is made', async () => {
  const { cloud } = opened.fake;
  cloud.denied.add('Microsoft.Storage/storageAccounts/listKeys/action');
  const regions = testDestination.regions.map((region) => ({
    ...region,
    name: region.name.replace('eastus', 'eastuss'),
  }));
  const storage = { account: 'nobodys', resourceGroup: 'disks', container: 'vhds' };
  const found = await publish({ regions, storage });
  expect(tell(found)).toEqual([
    'AZU032 region eastuss with galleries',
    'AZU013 resource group disks',
    'AZU013 storage account nobodys',
    'AZU010 container nobodys/vhds',
    'AZU005 permissions in resource group disks',
  ]);
  expect(opened.fake.log.mutating()).toEqual([]);
});

test('a gallery elsewhere, and a definition of another kind, are told', async () => {
  await addDefinition(opened, 'golden');
  const gallery = { gallery: 'ours', resourceGroup: 'images' };
  expect(tell(await publish({ ...gallery, location: 'northeurope' }))).toContain('AZU032 gallery ours');
  const definition = { ...testDestination.definition, generation: 'V1' as const };
  const found = await publish({ ...gallery, definition }, ['golden', 'webapp']);
  expect(tell(found)).toContain('AZU082 image definition golden');
  expect(tell(found)).not.toContain('AZU082 image definition webapp');
});

test('an owner of resources is told that blobs take a role of their own', async () => {
  const { cloud } = opened.fake;
  const scope = `/subscriptions/${cloud.subscription}`;
  const owner = { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] };
  cloud.access.assignments = [{ scope, role: owner }];
  expect(tellAll(await publish())).toContain('containers/blobs/write');
  const needs = getPublishNeeds(testDestination, cloud.subscription);
  expect(needs.some(({ isData }) => isData)).toBe(true);
});
