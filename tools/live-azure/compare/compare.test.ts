import type { RecordedCall } from '../recording/record';
import { compareShapes } from './compare';
import { getKind, getShapes } from './shape';

const group = '/subscriptions/1/resourceGroups/g';
const gallery = `${group}/providers/Microsoft.Compute/galleries/ours`;

test.each([
  ['GET', `${group}?api-version=1`, 'GET resourceGroups'],
  ['GET', '/subscriptions/1/locations', 'GET subscriptions/locations'],
  ['PUT', gallery, 'PUT Microsoft.Compute/galleries'],
  ['GET', `${gallery}/images`, 'GET Microsoft.Compute/galleries/images[]'],
  ['GET', `${gallery}/images/golden/versions/1.0.0?x`, 'GET Microsoft.Compute/galleries/images/versions'],
  [
    'POST',
    `${group}/providers/Microsoft.Compute/virtualMachines/a/deallocate`,
    'POST Microsoft.Compute/virtualMachines/deallocate',
  ],
  ['GET', '/subscriptions/1/providers/Microsoft.Compute/locations/l/operations/2', 'GET operations'],
  ['GET', '/msi/token', undefined],
])('%s %s is of its kind', (method, path, expected) => {
  expect(getKind({ method, path })).toBe(expected);
});

const call = (status: number, answer: unknown, headers = {}): RecordedCall => ({
  ...{ method: 'PUT', host: 'h', path: gallery, sent: '', milliseconds: 1 },
  ...{ status, headers, answer: JSON.stringify(answer) },
});

test('what is alike has no differences, whatever its names and values', () => {
  const one = getShapes([
    call(201, { name: 'a', tags: { a: '1' }, properties: { regions: [{ name: 'x' }] } }),
  ]);
  const other = getShapes([
    call(201, { name: 'b', tags: { b: '2' }, properties: { regions: [{ name: 'y' }, { name: 'z' }] } }),
  ]);
  expect(compareShapes(one, other)).toEqual([]);
});

test('statuses, codes, members and headers that one side alone has are told', () => {
  const azure = getShapes([
    call(
      201,
      { name: 'a', properties: { identifier: { uniqueName: 'u' } } },
      { 'azure-asyncoperation': 'x' },
    ),
  ]);
  const standIn = getShapes([call(200, { name: 'a' }), call(409, { error: { code: 'Conflict' } })]);
  expect(compareShapes(azure, standIn)).toEqual([
    'PUT Microsoft.Compute/galleries: statuses of Azure alone: 201',
    'PUT Microsoft.Compute/galleries: statuses of the stand-in alone: 200, 409 Conflict',
    'PUT Microsoft.Compute/galleries: headers of Azure alone: azure-asyncoperation',
    'PUT Microsoft.Compute/galleries: members of Azure alone: properties.identifier.uniqueName',
  ]);
});

test('what one of them was never asked is told', () => {
  expect(compareShapes(getShapes([call(200, {})]), new Map())).toEqual([
    'PUT Microsoft.Compute/galleries: asked of Azure alone',
  ]);
});
