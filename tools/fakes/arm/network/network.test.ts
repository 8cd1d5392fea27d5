import type { JsonObject } from '../json';
import { type Bed, group, home, openBed, soon } from '../testing/bed';

const version = '2024-05-01';
let bed: Bed;
beforeEach(async () => {
  bed = await openBed();
});
afterEach(() => bed[Symbol.asyncDispose]());

const getId = (type: string, name: string) => bed.id(`Microsoft.Network/${type}/${name}`);
const put = (type: string, name: string, body: JsonObject, sku?: string) =>
  bed.resources.resources.beginCreateOrUpdateByIdAndWait(
    getId(type, name),
    version,
    { location: home, properties: body, ...(sku !== undefined && { sku: { name: sku } }) },
    soon,
  );
const remove = (type: string, name: string) =>
  bed.resources.resources.beginDeleteByIdAndWait(getId(type, name), version, soon);

const makeNetwork = (more: JsonObject = {}) =>
  put('virtualNetworks', 'net', {
    addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
    subnets: [{ name: 'default', properties: { addressPrefix: '10.0.0.0/24', ...more } }],
  });
const makeAddress = (name = 'ip') =>
  put('publicIPAddresses', name, { publicIPAllocationMethod: 'Static' }, 'Standard');
const makeInterface = (name = 'nic', more: JsonObject = {}) =>
  put('networkInterfaces', name, {
    ipConfigurations: [
      {
        name: 'ipconfig',
        properties: {
          subnet: { id: `${getId('virtualNetworks', 'net')}/subnets/default` },
          publicIPAddress: { id: getId('publicIPAddresses', 'ip') },
        },
      },
    ],
    ...more,
  });
const makeRule = (name: string, more: JsonObject = {}) => ({
  name,
  properties: {
    priority: 100,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    sourceAddressPrefix: '*',
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRange: '22',
    ...more,
  },
});

test('a network interface has an address of its subnet, and one of the internet', async () => {
  await makeNetwork();
  const address = await makeAddress();
  expect(address.properties).toMatchObject({ ipAddress: expect.stringMatching(/^203\.0\.113\.\d+$/) });
  const made = await makeInterface();
  expect(made.properties).toMatchObject({
    provisioningState: 'Succeeded',
    ipConfigurations: [{ properties: { privateIPAddress: '10.0.0.4' } }],
  });
});

test('what is used is not deleted, and the rest is in the right order', async () => {
  const networkSecurityGroup = { id: getId('networkSecurityGroups', 'nsg') };
  await put('networkSecurityGroups', 'nsg', { securityRules: [makeRule('ssh')] });
  await makeNetwork({ networkSecurityGroup });
  await makeAddress();
  await makeInterface();
  await expect(remove('virtualNetworks', 'net')).rejects.toMatchObject({
    code: 'InUseSubnetCannotBeDeleted',
  });
  await expect(remove('publicIPAddresses', 'ip')).rejects.toMatchObject({
    code: 'PublicIPAddressCannotBeDeleted',
  });
  await expect(remove('networkSecurityGroups', 'nsg')).rejects.toMatchObject({
    code: 'InUseNetworkSecurityGroupCannotBeDeleted',
  });
  await remove('networkInterfaces', 'nic');
  await remove('virtualNetworks', 'net');
  await remove('publicIPAddresses', 'ip');
  await remove('networkSecurityGroups', 'nsg');
  expect(bed.fake.cloud.resources.all()).toMatchObject([{ name: group }]);
});

test('a subnet is outside of no network, and names what is there', async () => {
  await expect(makeNetwork({ addressPrefix: '10.1.0.0/24' })).rejects.toMatchObject({
    code: 'NetcfgInvalidSubnet',
  });
  await expect(makeNetwork({ addressPrefix: '10.0.0.1/24' })).rejects.toMatchObject({
    code: 'InvalidAddressPrefixFormat',
  });
  const networkSecurityGroup = { id: getId('networkSecurityGroups', 'absent') };
  await expect(makeNetwork({ networkSecurityGroup })).rejects.toMatchObject({
    code: 'InvalidResourceReference',
  });
});

test('an address is of the standard kind, static, in use once, and there are not too many', async () => {
  await expect(
    put('publicIPAddresses', 'ip', { publicIPAllocationMethod: 'Static' }, 'Basic'),
  ).rejects.toMatchObject({
    code: 'IPv4BasicSkuPublicIpCountLimitReached',
  });
  await expect(
    put('publicIPAddresses', 'ip', { publicIPAllocationMethod: 'Dynamic' }, 'Standard'),
  ).rejects.toMatchObject({ code: 'StandardSkuPublicIPAddressAllocationMethodMustBeStatic' });
  await makeNetwork();
  await makeAddress();
  await makeInterface();
  await expect(makeInterface('second')).rejects.toMatchObject({ code: 'PublicIPAddressInUse' });
  bed.fake.cloud.limits.publicAddresses = 1;
  await expect(makeAddress('other')).rejects.toMatchObject({ code: 'PublicIPCountLimitReached' });
});

test.each([
  ['two of one priority', [makeRule('a'), makeRule('b')], 'SecurityRuleConflict'],
  ['a priority that there is not', [makeRule('a', { priority: 99 })], 'SecurityRuleInvalidPriority'],
  ['no sources', [makeRule('a', { sourceAddressPrefix: null })], 'SecurityRuleParameterMissing'],
  ['an unknown protocol', [makeRule('a', { protocol: 'Carrier' })], 'InvalidParameter'],
])('rules with %s are refused', async (_title, securityRules, code) => {
  await expect(put('networkSecurityGroups', 'nsg', { securityRules })).rejects.toMatchObject({ code });
});

test('a network is found by its type and name', async () => {
  await makeNetwork();
  const filter = "resourceType eq 'Microsoft.Network/virtualNetworks' and name eq 'net'";
  const found: (string | undefined)[] = [];
  for await (const { id } of bed.resources.resources.list({ filter })) found.push(id);
  expect(found).toEqual([getId('virtualNetworks', 'net')]);
});
