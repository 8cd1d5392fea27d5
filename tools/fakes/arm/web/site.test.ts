import type { JsonObject } from '../json';
import { type Bed, home, openBed, soon } from '../testing/bed';

const version = '2024-04-01';
let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
  await put('', {
    siteConfig: {
      linuxFxVersion: 'DOCKER|registry.example/api:1',
      appSettings: [{ name: 'PORT', value: '80' }],
    },
  });
});
afterAll(() => bed[Symbol.asyncDispose]());

const getId = (rest = '') => `${bed.id('Microsoft.Web/sites/api')}${rest}`;
const put = (rest: string, properties: JsonObject) =>
  bed.resources.resources.beginCreateOrUpdateByIdAndWait(
    getId(rest),
    version,
    { ...(rest === '' && { location: home }), properties },
    soon,
  );
const patch = (rest: string, properties: JsonObject) =>
  bed.resources.resources.beginUpdateByIdAndWait(getId(rest), version, { properties }, soon);
const get = (rest: string) => bed.resources.resources.getById(getId(rest), version);

test('an app is pointed at another image, and keeps the rest of its configuration', async () => {
  await patch('/config/web', { linuxFxVersion: 'DOCKER|registry.example/api:2', alwaysOn: true });
  expect((await get('/config/web')).properties).toMatchObject({
    linuxFxVersion: 'DOCKER|registry.example/api:2',
    alwaysOn: true,
  });
  await patch('', { siteConfig: { linuxFxVersion: 'DOCKER|registry.example/api:3' } });
  expect((await get('/config/web')).properties).toMatchObject({
    linuxFxVersion: 'DOCKER|registry.example/api:3',
    alwaysOn: true,
  });
  expect((await get('/config/appsettings')).properties).toMatchObject({ PORT: '80' });
});

test('what is no image, and what there is not, is refused', async () => {
  await expect(patch('/config/web', { linuxFxVersion: 'registry.example/api' })).rejects.toMatchObject({
    code: 'BadRequest',
  });
  await expect(put('', { siteConfig: { linuxVersion: 'x' } })).rejects.toMatchObject({
    code: 'InvalidRequestContent',
  });
  await expect(put('', { serverFarmId: bed.id('Microsoft.Web/serverfarms/absent') })).rejects.toMatchObject({
    statusCode: 404,
  });
});
