import { type Bed, group, home, openBed, soon } from '../testing/bed';
import type { Role } from './index';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterEach(() => {
  bed.fake.cloud.access.assignments = undefined;
});
afterAll(() => bed[Symbol.asyncDispose]());

const ofSubscription = () => `/subscriptions/${bed.fake.cloud.subscription}`;
const ofGroup = () => `${ofSubscription()}/resourceGroups/${group}`;
const give = (scope: string, role: Partial<Role>) => {
  const empty = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
  const { access } = bed.fake.cloud;
  access.assignments = [...(access.assignments ?? []), { scope, role: { ...empty, ...role } }];
};
const makeGallery = (name: string) =>
  bed.compute.galleries.createOrUpdate(group, name, { location: home }, soon);

test('a role allows what it names where it holds, in any letters and with wildcards, and nothing else', async () => {
  give(ofGroup(), { actions: ['microsoft.compute/GALLERIES/*'], notActions: ['*/delete'] });
  expect(await makeGallery('own')).toMatchObject({ name: 'own' });
  await expect(bed.compute.galleries.delete(group, 'own', soon)).rejects.toMatchObject({
    statusCode: 403,
    code: 'AuthorizationFailed',
  });
  await expect(
    bed.resources.resourceGroups.createOrUpdate('other', { location: home }),
  ).rejects.toMatchObject({
    code: 'AuthorizationFailed',
  });
});

test('what one role takes away another one gives', async () => {
  give(ofGroup(), { actions: ['*'], notActions: ['Microsoft.Compute/galleries/write'] });
  await expect(makeGallery('two')).rejects.toMatchObject({ code: 'AuthorizationFailed' });
  give(ofSubscription(), { actions: ['Microsoft.Compute/galleries/write', '*/read'] });
  await makeGallery('two');
});

test('reading is allowed or not, too, and a list of the subscription has what may be read', async () => {
  await makeGallery('seen');
  give(`${ofGroup()}/providers/Microsoft.Compute/galleries/seen`, {
    actions: ['Microsoft.Compute/galleries/read'],
  });
  expect(await bed.compute.galleries.get(group, 'seen')).toMatchObject({ name: 'seen' });
  await expect(bed.compute.galleryImages.get(group, 'seen', 'golden')).rejects.toMatchObject({
    code: 'AuthorizationFailed',
  });
  const names: unknown[] = [];
  for await (const { name } of bed.compute.galleries.list()) names.push(name);
  expect(names).toEqual(['seen']);
});

test('writing what uses something else takes permission for that as well', async () => {
  give(ofSubscription(), { actions: ['*/read', 'Microsoft.Network/networkInterfaces/write'] });
  const subnet = { id: `${bed.id('Microsoft.Network/virtualNetworks/net')}/subnets/main` };
  const ipConfigurations = [{ name: 'main', properties: { subnet } }];
  await expect(
    bed.resources.resources.beginCreateOrUpdateByIdAndWait(
      bed.id('Microsoft.Network/networkInterfaces/one'),
      '2024-05-01',
      { location: home, properties: { ipConfigurations } },
    ),
  ).rejects.toMatchObject({
    code: 'LinkedAuthorizationFailed',
    message: expect.stringContaining('virtualNetworks/subnets/join/action'),
  });
});

test('everything that was asked for is known', async () => {
  bed.fake.cloud.access.forget();
  await makeGallery('known');
  expect(bed.fake.cloud.access.judged.map(({ action }) => action)).toContain(
    'Microsoft.Compute/galleries/write',
  );
});
