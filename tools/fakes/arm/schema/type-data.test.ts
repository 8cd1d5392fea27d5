import type { JsonObject } from '../json';
import { checkCompute, checkNetwork } from './type-data';

const definition = {
  location: 'westeurope',
  properties: {
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    identifier: { publisher: 'p', offer: 'o', sku: 's' },
    features: [{ name: 'SecurityType', value: 'Standard' }],
  },
};

function withProperties(more: JsonObject): JsonObject {
  return { ...definition, properties: { ...definition.properties, ...more } };
}

test('a body that the SDK would send has nothing wrong', () => {
  expect(checkCompute('GalleryImage')(definition)).toEqual([]);
});

test.each([
  ['unknown', withProperties({ osKind: 'Linux' }), 'properties.osKind'],
  ['unknown', { ...definition, sku: {} }, 'sku'],
  ['missing', { properties: definition.properties }, 'location'],
  ['missing', withProperties({ identifier: { publisher: 'p', offer: 'o' } }), 'properties.identifier.sku'],
  ['readOnly', withProperties({ provisioningState: 'Succeeded' }), 'properties.provisioningState'],
  ['type', withProperties({ description: 5 }), 'properties.description'],
  ['type', withProperties({ features: {} }), 'properties.features'],
  ['type', withProperties({ endOfLifeDate: 'soon' }), 'properties.endOfLifeDate'],
  ['type', withProperties({ allowUpdateImage: 'yes' }), 'properties.allowUpdateImage'],
  ['value', withProperties({ osState: 'Sysprepped' }), 'properties.osState'],
  ['value', withProperties({ architecture: 'riscv' }), 'properties.architecture'],
  ['type', withProperties({ features: [{ name: true }] }), 'properties.features[0].name'],
])('a body with something %s is refused, and where', (kind, body, path) => {
  expect(checkCompute('GalleryImage')(body)).toMatchObject([{ kind, path }]);
});

test('what a client got is taken back: id, name and type', () => {
  const shown = {
    ...definition,
    id: '/subscriptions/x',
    name: 'web',
    type: 'Microsoft.Compute/galleries/images',
  };
  expect(checkCompute('GalleryImage')(shown)).toEqual([]);
});

test('all that is wrong is said at once', () => {
  const body = {
    properties: { osState: 'None', extra: 1, identifier: { publisher: 'p', offer: 'o', sku: 's' } },
  };
  expect(
    checkCompute('GalleryImage')(body)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(['missing', 'unknown', 'value']);
});

test('sizes of machines are not those of the SDK alone', () => {
  const body = { location: 'westeurope', properties: { hardwareProfile: { vmSize: 'Standard_D2s_v6' } } };
  expect(checkCompute('VirtualMachine')(body)).toEqual([]);
});

test('networks are checked as well', () => {
  const address = (properties: JsonObject) => ({ location: 'westeurope', properties });
  expect(checkNetwork('PublicIPAddress')(address({ publicIPAllocationMethod: 'Static' }))).toEqual([]);
  expect(checkNetwork('PublicIPAddress')(address({ publicIPAllocationMethod: 'Fixed' }))).toMatchObject([
    { kind: 'value', path: 'properties.publicIPAllocationMethod' },
  ]);
});
