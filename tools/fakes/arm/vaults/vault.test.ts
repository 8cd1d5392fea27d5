import type { JsonObject } from '../json';
import { type Bed, home, openBed, soon } from '../testing/bed';

const version = '2023-07-01';
let bed: Bed;
beforeEach(async () => {
  bed = await openBed();
});
afterEach(() => bed[Symbol.asyncDispose]());

const getId = (rest = '') => `${bed.id('Microsoft.KeyVault/vaults/keys')}${rest}`;
const put = (rest: string, properties: JsonObject) =>
  bed.resources.resources.beginCreateOrUpdateByIdAndWait(
    getId(rest),
    version,
    { location: home, properties },
    soon,
  );
const makeVault = (more: JsonObject = {}) =>
  put('', {
    tenantId: bed.fake.cloud.tokens.tenant,
    sku: { family: 'A', name: 'standard' },
    accessPolicies: [],
    ...more,
  });

test('a secret is written, and its value not shown', async () => {
  await makeVault();
  const made = await put('/secrets/certificate', { value: 'hidden', contentType: 'application/json' });
  expect(made.properties).toMatchObject({
    secretUriWithVersion: expect.stringMatching(/\/secrets\/certificate\/\w{32}$/),
  });
  const shown = await bed.resources.resources.getById(getId('/secrets/certificate'), version);
  expect(JSON.stringify(shown)).not.toContain('hidden');
});

test.each([
  ['another tenant', { tenantId: 'other' }, 'InvalidParameter'],
  ['no access', { accessPolicies: null }, 'BadRequest'],
  ['another kind', { sku: { family: 'B', name: 'standard' } }, 'InvalidParameter'],
])('a vault with %s is refused', async (_title, more, code) => {
  await expect(makeVault(more)).rejects.toMatchObject({ code });
});

test('the name of a deleted vault is not free, unless it is recovered', async () => {
  await makeVault();
  await bed.resources.resources.beginDeleteByIdAndWait(getId(), version, soon);
  await expect(makeVault()).rejects.toMatchObject({ code: 'ConflictError' });
  expect(await makeVault({ createMode: 'recover' })).toMatchObject({ name: 'keys' });
});
