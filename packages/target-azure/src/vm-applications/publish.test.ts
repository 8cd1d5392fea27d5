import { createFakeClock } from '@strata/sdk/testing';
import { type PublishRequest, publishApplication } from './publish';
import { createMemoryAzure, type MemoryAzure } from './testing/memory-azure';
import { goodRequest } from './testing/requests';

let azure: MemoryAzure;
let said: string[];
beforeEach(() => {
  azure = createMemoryAzure();
  said = [];
});

function publish(changes: Partial<PublishRequest> = {}) {
  const ports = {
    ...{ gallery: azure.gallery, store: azure.store, clock: createFakeClock() },
    signal: new AbortController().signal,
    say: (message: string) => said.push(message),
  };
  return publishApplication(ports, { ...goodRequest, ...changes });
}

const { application, offer } = goodRequest;

test('a new version is uploaded, made and waited for, in this order', async () => {
  expect(await publish()).toEqual({ kind: 'created', changes: [], sent: 100 });
  expect(azure.calls).toEqual(['application jq', 'blob jq/abc/jq.tar.gz', 'version 1.7.1']);
});

test('the names of both files are always given, and regions are written as Azure writes them', async () => {
  await publish();
  const { publishingProfile } = azure.versions.get('1.7.1') ?? {};
  expect(publishingProfile?.settings).toEqual({
    packageFileName: 'jq.tar.gz',
    configFileName: 'jq.config',
    scriptBehaviorAfterReboot: 'None',
  });
  expect(publishingProfile?.targetRegions).toEqual([
    { name: 'westeurope', regionalReplicaCount: 1 },
    { name: 'northeurope', regionalReplicaCount: 2 },
  ]);
});

test('a second run changes nothing', async () => {
  await publish();
  const before = [...azure.calls];
  expect(await publish()).toEqual({ kind: 'unchanged', changes: [], sent: 0 });
  expect(azure.calls).toEqual(before);
});

test('a look says what would be done and does nothing', async () => {
  expect(await publish({ mode: 'look' })).toEqual({ kind: 'created', changes: [], sent: 0 });
  expect(azure.calls).toEqual([]);
});

test('another region is added to the version that is there, and the package is not sent again', async () => {
  await publish();
  const regions = [...offer.regions, { name: 'westus' }];
  const outcome = await publish({ offer: { ...offer, regions } });
  expect(outcome).toEqual({
    kind: 'updated',
    changes: ['regions: northeurope×2 westeurope×1 → northeurope×2 westeurope×1 westus×1'],
    sent: 0,
  });
  expect(azure.calls.slice(3)).toEqual(['version 1.7.1']);
});

test.each([
  [
    { application: { ...application, commands: { ...application.commands, install: 'other' } } },
    /manageActions\.install/,
  ],
  [{ application: { ...application, packageFile: 'other.tar.gz' } }, /settings\.packageFileName/],
  [{ key: 'key-2' }, /another package/],
] as const)('what cannot be changed is refused before anything is sent: %j', async (changes, reason) => {
  await publish();
  const before = [...azure.calls];
  await expect(publish(changes)).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU113', detail: expect.stringMatching(reason) }],
  });
  expect(azure.calls).toEqual(before);
});

test('an application for the other system is refused', async () => {
  await publish();
  await expect(
    publish({ application: { ...application, os: 'Windows', version: '2.0.0' } }),
  ).rejects.toMatchObject({ diagnostics: [{ code: 'AZU112' }] });
});

test.each([
  [undefined, 'AZU118'],
  ['eastus', 'AZU104'],
])('a gallery at %s is told before anything is made', async (location, code) => {
  azure.location = location;
  await expect(publish()).rejects.toMatchObject({ diagnostics: [{ code }] });
  expect(azure.calls).toEqual([]);
});

test('a link that does not read is told without its signature, and no version is made', async () => {
  azure.refusal = '403 AuthorizationFailure';
  const failed = publish();
  await expect(failed).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU116', detail: expect.stringContaining('403 AuthorizationFailure') }],
  });
  await expect(failed).rejects.toMatchObject({
    diagnostics: [{ detail: expect.not.stringContaining('secret') }],
  });
  expect(azure.versions.size).toBe(0);
});

test('a blob that was cut off is told', async () => {
  azure.blobs.set('jq/abc/jq.tar.gz', 7);
  await expect(publish()).rejects.toMatchObject({ diagnostics: [{ code: 'AZU107' }] });
});

test.each([
  ['Deleting', 'AZU114'],
  ['Failed', 'AZU115'],
] as const)('a version that is %s is told', async (provisioningState, code) => {
  await publish();
  azure.versions.set('1.7.1', { ...(azure.versions.get('1.7.1') ?? { location: '' }), provisioningState });
  await expect(publish()).rejects.toMatchObject({ diagnostics: [{ code }] });
});

test('regions are waited for, each said when it changes', async () => {
  const slow = (progress: number) => ({
    summary: [
      { region: 'West Europe', state: 'Completed' },
      { region: 'North Europe', state: 'Replicating', progress },
    ],
  });
  azure.replication = (looks) => (looks < 3 ? slow(40) : looks < 4 ? slow(80) : undefined);
  await publish();
  expect(said.filter((line) => line.startsWith('Waiting'))).toEqual([
    'Waiting for northeurope (40%)',
    'Waiting for northeurope (80%)',
  ]);
});

test('a version that another run has begun is waited for', async () => {
  await publish();
  const body = azure.versions.get('1.7.1') ?? { location: '' };
  azure.versions.set('1.7.1', { ...body, provisioningState: 'Creating' });
  azure.replication = (looks) => {
    if (looks > 4) azure.versions.set('1.7.1', body);
    return undefined;
  };
  expect(await publish()).toMatchObject({ kind: 'unchanged', sent: 0 });
  expect(said).toContain('Waiting for the gallery');
});

test('a region that gets no copy is named with the reason', async () => {
  azure.replication = () => ({
    summary: [
      { region: 'westeurope', state: 'Completed' },
      { region: 'northeurope', state: 'Failed', details: 'quota' },
    ],
  });
  await expect(publish()).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU115', detail: expect.stringContaining('no copy in northeurope: quota') }],
  });
});

test('copies that never come are given up after hours', async () => {
  azure.replication = () => ({ summary: [] });
  await expect(publish()).rejects.toMatchObject({
    diagnostics: [{ code: 'AZU115', detail: expect.stringContaining('still not everywhere') }],
  });
});
