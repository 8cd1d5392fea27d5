import { ComputeManagementClient } from '@azure/arm-compute';
import { type Blobs, tableBlobs, throttling } from './index';
import { type Bed, connect, group, home, openBed, soon } from './testing/bed';

let bed: Bed;
beforeAll(async () => {
  bed = await openBed({ pending: { looks: 1 } });
});
afterEach(() => {
  const { faults, log, cloud } = bed.fake;
  faults.clear();
  log.clear();
  cloud.denied.clear();
  cloud.locks.clear();
  cloud.unregistered.clear();
});
afterAll(() => bed[Symbol.asyncDispose]());

const body = { location: home };
const create = (name: string) => bed.compute.galleries.createOrUpdate(group, name, body, soon);
const statuses = () => bed.fake.log.calls.map(({ method, status, error }) => [method, error ?? status]);

/** A request as no SDK would send it. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<unknown> {
  const { request } = await import('node:https');
  return await new Promise((resolve, reject) => {
    const asked = request(`${bed.fake.endpoint}${path}`, { ca: bed.fake.ca, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode, ...JSON.parse(text) });
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('a resource is made by an operation that the SDK follows, and is in the log', async () => {
  const gallery = await create('made');
  expect(gallery).toMatchObject({ name: 'made', location: home, provisioningState: 'Succeeded' });
  expect(bed.fake.log.of('Microsoft.Compute/galleries')[0]).toMatchObject({
    method: 'PUT',
    name: 'made',
    status: 201,
    mutating: true,
    input: { location: home },
  });
  expect(bed.fake.log.mutating()).toHaveLength(1);
});

test('what is being made says so, and is busy until it was looked at', async () => {
  await using slow = await openBed({ pending: { milliseconds: 60_000 } });
  const poller = slow.compute.galleries.createOrUpdate(group, 'slow', body, soon);
  await poller.submitted();
  expect(await slow.compute.galleries.get(group, 'slow')).toMatchObject({ provisioningState: 'Creating' });
  await expect(slow.compute.galleries.createOrUpdate(group, 'slow', body, soon)).rejects.toMatchObject({
    code: 'Conflict',
    statusCode: 409,
  });
  slow.fake.cloud.clock.advance(60_000);
  expect(await slow.compute.galleries.get(group, 'slow')).toMatchObject({ provisioningState: 'Succeeded' });
});

test('a new resource can be unseen for a while', async () => {
  await using late = await openBed({ appears: { milliseconds: 60_000 } });
  late.fake.cloud.clock.advance(60_000);
  await late.compute.galleries.createOrUpdate(group, 'late', body, soon).submitted();
  await expect(late.compute.galleries.get(group, 'late')).rejects.toMatchObject({ code: 'ResourceNotFound' });
  late.fake.cloud.clock.advance(60_000);
  expect(await late.compute.galleries.get(group, 'late')).toMatchObject({ name: 'late' });
});

test.each([
  ['no token', {}, 'AuthenticationFailed'],
  ['a token that nobody gave', { authorization: 'Bearer x' }, 'InvalidAuthenticationToken'],
  [
    'one for storage',
    () => ({ audience: 'https://storage.azure.com' }),
    'InvalidAuthenticationTokenAudience',
  ],
  ['one that has ended', () => ({ lifetime: -1 }), 'ExpiredAuthenticationToken'],
])('%s is refused', async (_title, given, code) => {
  const headers =
    typeof given === 'function' ? { authorization: `Bearer ${bed.fake.cloud.tokens.issue(given())}` } : given;
  expect(await ask('/subscriptions?api-version=2025-04-01', headers)).toMatchObject({
    status: 401,
    error: { code },
  });
});

test.each([
  ['no version', '', 'MissingApiVersionParameter'],
  ['a version that is none', '?api-version=latest', 'InvalidApiVersionParameter'],
  ['a version that the type does not have', '?api-version=2020-01-01', 'NoRegisteredProviderFound'],
])('%s is refused', async (_title, query, code) => {
  const headers = { authorization: `Bearer ${bed.fake.cloud.tokens.issue()}` };
  const path = bed.id('Microsoft.Compute/galleries/any');
  expect(await ask(`${path}${query}`, headers)).toMatchObject({ error: { code } });
});

test.each([
  ['type', 'Microsoft.Compute/gardens/any', 'InvalidResourceType'],
  ['provider', 'Microsoft.Computers/galleries/any', 'InvalidResourceNamespace'],
])('an unknown %s is refused', async (_title, rest, code) => {
  const headers = { authorization: `Bearer ${bed.fake.cloud.tokens.issue()}` };
  expect(await ask(`${bed.id(rest)}?api-version=2025-03-03`, headers)).toMatchObject({ error: { code } });
});

test('a subscription, a group and a provider that are not there are refused', async () => {
  const { fake, compute } = bed;
  const other = new ComputeManagementClient(fake.credential, 'other', connect(fake));
  await expect(other.galleries.get(group, 'any')).rejects.toMatchObject({ code: 'SubscriptionNotFound' });
  await expect(compute.galleries.get('absent', 'any')).rejects.toMatchObject({
    code: 'ResourceGroupNotFound',
  });
  fake.cloud.unregistered.add('Microsoft.Compute');
  await expect(create('any')).rejects.toMatchObject({ code: 'MissingSubscriptionRegistration' });
  await bed.resources.providers.register('Microsoft.Compute');
  await expect(create('registered')).resolves.toMatchObject({ name: 'registered' });
});

test('locations that there are not, and another one for what is there, are refused', async () => {
  const at = (location: string) => bed.compute.galleries.createOrUpdate(group, 'placed', { location }, soon);
  await expect(at('atlantis')).rejects.toMatchObject({ code: 'LocationNotAvailableForResourceType' });
  await at('West Europe');
  await expect(at('eastus')).rejects.toMatchObject({ code: 'InvalidResourceLocation' });
});

test('a group that is deleted takes all with it, and says so at once', async () => {
  await bed.resources.resourceGroups.createOrUpdate('own', body);
  await bed.compute.galleries.createOrUpdate('own', 'mine', body, soon);
  await bed.resources.resourceGroups.beginDeleteAndWait('own', soon);
  expect(await bed.resources.resourceGroups.checkExistence('own')).toMatchObject({ body: false });
  expect(bed.fake.cloud.resources.all().filter(({ id }) => id.includes('/own'))).toEqual([]);
  await expect(bed.compute.galleries.get('own', 'mine')).rejects.toMatchObject({
    code: 'ResourceGroupNotFound',
  });
});

test('deleting what is not there is no mistake', async () => {
  await bed.compute.galleries.delete(group, 'absent', soon);
  expect(statuses()).toEqual([['DELETE', 204]]);
});

test('a lock on the group stands before everything in it', async () => {
  await create('locked');
  bed.fake.cloud.locks.add(bed.id('x').replace(/\/providers.*/, ''));
  await expect(bed.compute.galleries.delete(group, 'locked', soon)).rejects.toMatchObject({
    code: 'ScopeLocked',
  });
  await expect(bed.resources.resourceGroups.beginDeleteAndWait(group, soon)).rejects.toMatchObject({
    code: 'ScopeLocked',
  });
});

test('what the caller may not do is refused', async () => {
  bed.fake.cloud.denied.add('Microsoft.Compute/galleries/write');
  await expect(create('denied')).rejects.toMatchObject({ code: 'AuthorizationFailed', statusCode: 403 });
});

test('a fault refuses, before or after the effect', async () => {
  bed.fake.faults.add({ match: /^PUT /, code: 'InternalServerError', status: 500, after: true });
  await expect(create('after')).rejects.toMatchObject({ code: 'InternalServerError' });
  expect(await bed.compute.galleries.get(group, 'after')).toMatchObject({ name: 'after' });
  bed.fake.faults.add({ match: /^PUT /, ...throttling(7) });
  await expect(create('throttled')).rejects.toMatchObject({ code: 'TooManyRequests', statusCode: 429 });
  await expect(bed.compute.galleries.get(group, 'throttled')).rejects.toMatchObject({ statusCode: 404 });
});

test('a connection breaks before or after the effect', async () => {
  bed.fake.faults.add({ match: /galleries\/cut$/, reset: 'after' });
  await expect(create('cut')).rejects.toMatchObject({ code: 'ECONNRESET' });
  bed.fake.faults.add({ match: /galleries\/uncut$/, reset: 'before' });
  await expect(create('uncut')).rejects.toMatchObject({ code: 'ECONNRESET' });
  const there = (name: string) =>
    bed.fake.cloud.resources.find(bed.id(`Microsoft.Compute/galleries/${name}`));
  expect([there('cut') !== undefined, there('uncut')]).toEqual([true, undefined]);
  expect(statuses()).toEqual([
    ['PUT', 'reset'],
    ['PUT', 'reset'],
  ]);
});

test('an operation fails after it was accepted, and leaves what it began', async () => {
  bed.fake.faults.add({ match: /^PUT /, operation: { code: 'AllocationFailed', message: 'No room.' } });
  await expect(create('failed')).rejects.toThrow('AllocationFailed');
  expect(await bed.compute.galleries.get(group, 'failed')).toMatchObject({ provisioningState: 'Failed' });
});

test('lists come in pages, of a group or of everything', async () => {
  await using full = await openBed();
  for (let index = 0; index < 51; index += 1)
    await full.compute.galleries.createOrUpdate(group, `g${index}`, body, soon).submitted();
  const names: string[] = [];
  for await (const { name = '' } of full.compute.galleries.listByResourceGroup(group)) names.push(name);
  for await (const { name = '' } of full.compute.galleries.list()) names.push(name);
  expect([names.length, new Set(names).size]).toEqual([102, 51]);
});

test('tags find what they are on', async () => {
  await bed.compute.galleries.createOrUpdate(group, 'tagged', { ...body, tags: { 'strata-key': 'k' } }, soon);
  const found: (string | undefined)[] = [];
  const filter = "tagName eq 'strata-key' and tagValue eq 'k'";
  for await (const { name } of bed.resources.resources.listByResourceGroup(group, { filter }))
    found.push(name);
  expect(found).toEqual(['tagged']);
});

test('of two who make one thing at once, one does', async () => {
  const blobs = tableBlobs();
  const mediaLink = blobs.put('agent.tar', { type: 'block', content: Buffer.from('x') });
  const lookers: (() => void)[] = [];
  // Nobody is answered before both are asking.
  const look: Blobs['look'] = async (...given) => {
    await new Promise<void>((resolve) => {
      lookers.push(resolve);
      if (lookers.length === 2) for (const each of lookers) each();
    });
    return await blobs.look(...given);
  };
  await using both = await openBed({ blobs: { ...blobs, look }, pending: { milliseconds: 60_000 } });
  const { compute, fake } = both;
  const application = { location: home, supportedOSType: 'Linux' } as const;
  await compute.galleries.createOrUpdate(group, 'tools', body, soon).submitted();
  await compute.galleryApplications.createOrUpdate(group, 'tools', 'agent', application, soon).submitted();
  fake.cloud.clock.advance(60_000);
  const publishingProfile = { source: { mediaLink }, manageActions: { install: 'true', remove: 'true' } };
  const version = { location: home, publishingProfile };
  const put = () =>
    compute.galleryApplicationVersions
      .createOrUpdate(group, 'tools', 'agent', '1.0.0', version, soon)
      .submitted();
  const outcomes = await Promise.allSettled([put(), put()]);
  expect(outcomes.map((one) => (one.status === 'rejected' ? one.reason.code : 'made')).sort()).toEqual([
    'Conflict',
    'made',
  ]);
});
