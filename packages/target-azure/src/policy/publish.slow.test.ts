import { type LoggedAzurite, startLoggedAzurite } from '../../../../tools/fakes/azurite';
import { openGalleryBed, openPackageBed } from '../testing/gallery-bed';
import { type OpenedStorage, openStorage } from '../testing/open-storage';
import { makeFamily, openPublishWorld, testDestination } from '../testing/publish-world';
import { compareRole, giveRole, listBlobActions } from '../testing/role-world';
import { publishApplication } from '../vm-applications';
import { getApplicationNeeds, getPublishNeeds, getRole } from './index';

let azurite: LoggedAzurite;
let storage: OpenedStorage;
beforeAll(async () => {
  storage = await openStorage(async () => {
    azurite = await startLoggedAzurite();
    return azurite;
  });
});
beforeEach(() => azurite.forget());
afterAll(() => storage[Symbol.asyncDispose]());

const nothing = { idle: [], missing: [] };

test('publications do what their role allows, and all of it', async () => {
  await using world = await openPublishWorld(storage);
  const { subscription } = world.cloud.fake.cloud;
  const role = getRole(getPublishNeeds(testDestination, subscription), 'publisher');
  giveRole(world.cloud, role);
  const { golden, webapp } = makeFamily();
  const run = await world.openRun();
  world.cloud.fake.faults.add({
    match: /^PUT .*\/images\/[^/]+$/,
    code: 'RequestDisallowedByPolicy',
    times: 1,
  });
  await expect(run.publish(golden)).rejects.toThrow('RequestDisallowedByPolicy');
  world.cloud.fake.faults.add({ match: /^PUT .*\/versions\//, code: 'RequestDisallowedByPolicy', times: 1 });
  await expect(run.publish(golden)).rejects.toThrow('RequestDisallowedByPolicy');
  await world.sweep();
  const { failing } = world.cloud.fake.cloud.galleries;
  failing.add('eastus');
  await expect(run.publish(golden)).rejects.toThrow('eastus');
  failing.clear();
  expect((await world.sweep()).diagnostics).toEqual([]);
  await run.publish(golden);
  await run.publish(webapp);
  const blobs = listBlobActions(azurite.requests);
  expect(compareRole(world.cloud, role, blobs.actions)).toEqual(nothing);
  expect(blobs.dataActions.slice().sort()).toEqual(role.DataActions);
  expect(role.AssignableScopes).toEqual([`/subscriptions/${subscription}/resourceGroups/images`]);
});

test('a VM application takes what its role allows, and all of it', async () => {
  await using files = await openPackageBed();
  await using bed = await openGalleryBed({ ...files, storage });
  const { subscription } = bed.fake.cloud;
  const role = getRole(getApplicationNeeds({ subscription, resourceGroup: 'images' }), 'applications');
  giveRole(bed, role);
  await publishApplication(bed.ports, files.makeRequest());
  const blobs = listBlobActions(azurite.requests);
  // With a login in place of the key of the account, links are signed by a key that it is asked for.
  const signing = 'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action';
  expect(compareRole(bed, role, [...blobs.actions, signing])).toEqual(nothing);
  expect(blobs.dataActions.slice().sort()).toEqual(role.DataActions);
});
