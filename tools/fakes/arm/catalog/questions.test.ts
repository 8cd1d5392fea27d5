import type { VirtualMachine } from '@azure/arm-compute';
import { type Bed, group, home, openBed, soon } from '../testing/bed';
import { makeInterface, makeMachineBody } from '../testing/make-machine';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed();
});
afterAll(() => bed[Symbol.asyncDispose]());

async function makeMachine(name: string, more: Partial<VirtualMachine> = {}) {
  const body = makeMachineBody(await makeInterface(bed, name), more);
  return await bed.compute.virtualMachines.createOrUpdate(group, name, body, soon);
}

async function collect<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}

test('sizes say of what family they are, and where they are not to be had', async () => {
  bed.fake.cloud.limits.notOffered.add('Standard_B1s');
  const found = await collect(bed.compute.resourceSkus.list({ filter: `location eq '${home}'` }));
  const byName = new Map(found.map((one) => [one.name, one]));
  expect(byName.get('Standard_D2s_v5')).toMatchObject({ family: 'standardDSv5Family', restrictions: [] });
  expect(byName.get('Standard_B1s')?.restrictions).toMatchObject([
    { reasonCode: 'NotAvailableForSubscription' },
  ]);
});

test('processors are counted by location and family, and a family has a limit of its own', async () => {
  await makeMachine('counted');
  const used = async () => {
    const all = await collect(bed.compute.usage.list(home));
    return Object.fromEntries(
      all.map(({ name, currentValue, limit }) => [name?.value, [currentValue, limit]]),
    );
  };
  bed.fake.cloud.limits.families.set('standardDSv5Family', 3);
  expect(await used()).toMatchObject({ cores: [2, 100], standardDSv5Family: [2, 3] });
  await expect(makeMachine('more')).rejects.toMatchObject({
    code: 'OperationNotAllowed',
    message: expect.stringContaining('standardDSv5Family Cores quota'),
  });
});

test('images of the marketplace have versions, and those that are sold want their plan and its terms', async () => {
  const plan = { name: 'pro', product: 'hardened', publisher: 'acme' };
  bed.fake.cloud.platform.add({
    ...{ urn: 'acme:hardened:pro', osType: 'Linux', generation: 'V2', version: '1.0.0', plan },
  });
  const { virtualMachineImages } = bed.compute;
  expect(await virtualMachineImages.list(home, 'acme', 'hardened', 'pro')).toMatchObject([{ name: '1.0.0' }]);
  expect(await virtualMachineImages.get(home, 'acme', 'hardened', 'pro', '1.0.0')).toMatchObject({
    hyperVGeneration: 'V2',
    plan,
  });
  const imageReference = { publisher: 'acme', offer: 'hardened', sku: 'pro', version: 'latest' };
  const storageProfile = { ...makeMachineBody('').storageProfile, imageReference };
  bed.fake.cloud.limits.families.clear();
  await expect(makeMachine('bare', { storageProfile })).rejects.toMatchObject({
    code: 'VMMarketplaceInvalidInput',
  });
  await expect(makeMachine('planned', { storageProfile, plan })).rejects.toMatchObject({
    code: 'ResourcePurchaseValidationFailed',
  });
  bed.fake.cloud.platform.accept(plan);
  await makeMachine('agreed', { storageProfile, plan });
  await expect(virtualMachineImages.list(home, 'acme', 'hardened', 'none')).rejects.toMatchObject({
    statusCode: 404,
  });
});

test('a provider says where its types are, and one that a region lacks is refused there', async () => {
  bed.fake.cloud.limits.withoutType.add('Microsoft.Compute/galleries/uksouth');
  const { resourceTypes = [] } = await bed.resources.providers.get('Microsoft.Compute');
  const galleries = resourceTypes.find(({ resourceType }) => resourceType === 'galleries');
  expect(galleries?.locations).toContain('West Europe');
  expect(galleries?.locations).not.toContain('UK South');
  await expect(
    bed.compute.galleries.createOrUpdate(group, 'away', { location: 'uksouth' }),
  ).rejects.toMatchObject({
    code: 'LocationNotAvailableForResourceType',
  });
});
