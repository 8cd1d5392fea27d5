import { Failure } from '@strata/diagnostics';
import { readAzureError } from '../errors';
import { makeGroup, type OpenedFake, openFake, throttling } from '../testing/open-fake';
import { completeOperation } from '../wait';
import { findTenant } from './find-tenant';
import { createRequestPolicy } from './requests';
import type { AzureSession } from './session';

let opened: OpenedFake;
let session: AzureSession;
beforeAll(async () => {
  opened = await openFake();
  session = await opened.open();
  await makeGroup(session, 'images');
});
beforeEach(() => {
  opened.calls.splice(0);
});
afterEach(() => opened.fake.faults.clear());
afterAll(() => opened[Symbol.asyncDispose]());

const gallery = /^PUT .*\/galleries\/\w+$/;
const within = 600_000;

async function makeGallery(name: string) {
  const context = { clock: opened.ports.clock, signal: opened.context.signal };
  return completeOperation(context, { request: { action: 'Making the gallery' }, within }, () =>
    session.compute().galleries.createOrUpdate('images', name, { location: 'westeurope' }),
  );
}

test('the older clients of the SDK try again as the newer ones do', async () => {
  opened.fake.faults.add({ match: /^GET .*\/resourcegroups\/images$/i, ...throttling(17), times: 5 });
  expect(await session.resources().resourceGroups.get('images')).toMatchObject({ name: 'images' });
  expect(opened.calls).toMatchObject([{ method: 'GET', status: 200, attempts: 6 }]);
});

/** What an operation failed with, told. */
async function tell(work: Promise<unknown>) {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw new Error(`nothing was told: ${String(failure)}`);
  return { ...failure.diagnostics[0], cause: failure.cause };
}

test('an operation is waited for, and every request is observed', async () => {
  expect(await makeGallery('first')).toMatchObject({ provisioningState: 'Succeeded' });
  const [first, ...others] = opened.calls.map(
    ({ method, status, attempts }) => `${method} ${status} ${attempts}`,
  );
  expect(first).toBe('PUT 201 1');
  expect(new Set(others)).toEqual(new Set(['GET 200 1']));
});

test.each([
  ['429 with Retry-After', throttling(17), [17_000]],
  ['429 without one', throttling(), [1_000]],
  ['503', { code: 'ServiceUnavailable', status: 503 }, [1_000]],
  ['a conflict that passes', { code: 'AnotherOperationInProgress', status: 409 }, [1_000]],
  ['412', { code: 'PreconditionFailed', status: 412 }, [1_000]],
  ['a line that breaks', { reset: 'before' as const }, [1_000]],
  ['a line that breaks after it was done', { reset: 'after' as const }, [1_000]],
])('%s is tried again', async (_, effect, pauses) => {
  const before = opened.ports.clock.sleeps.length;
  opened.fake.faults.add({ match: gallery, ...effect });
  await makeGallery('second');
  expect(opened.ports.clock.sleeps.slice(before, before + 1)).toEqual(pauses);
  expect(opened.calls[0]).toMatchObject({ method: 'PUT' });
  expect(opened.calls[0]?.attempts).toBeGreaterThan(1);
});

test.each([
  ['a quota', { code: 'OperationNotAllowed', status: 409, message: 'exceeding approved quota' }, 'AZU007'],
  ['what may not be changed', { code: 'PropertyChangeNotAllowed', status: 409 }, 'AZU020'],
  ['what is not permitted', { code: 'AuthorizationFailed', status: 403 }, 'AZU005'],
])('%s is not', async (_, effect, code) => {
  opened.fake.faults.add({ match: gallery, ...effect });
  expect((await tell(makeGallery('third'))).code).toBe(code);
  expect(opened.calls).toMatchObject([{ method: 'PUT', attempts: 1, error: effect.code }]);
});

test('a refusal that lasts ends after some tries', async () => {
  opened.fake.faults.add({ match: gallery, ...throttling(), lasts: 1e9 });
  expect((await tell(makeGallery('fourth'))).code).toBe('AZU009');
  expect(opened.calls[0]?.attempts).toBe(8);
});

test('an operation that fails after it was accepted has its code', async () => {
  opened.fake.faults.add({ match: gallery, operation: { code: 'AllocationFailed', message: 'no room' } });
  const told = await tell(makeGallery('fifth'));
  expect(told).toMatchObject({
    code: 'AZU008',
    detail: expect.stringContaining('"no room" (AllocationFailed'),
  });
  expect(readAzureError(told.cause)?.code).toBe('AllocationFailed');
});

test('an answer that does not come is a failure, and no silence for ever', async () => {
  await using other = await openFake({ variables: { STRATA_AZURE_TIMEOUT: '20ms' } });
  other.fake.faults.add({ match: /./, hang: 'before', times: 9 });
  const impatient = await other.open();
  const error = await impatient
    .compute()
    .galleries.get('images', 'first')
    .catch((thrown: unknown) => thrown);
  expect(readAzureError(error)?.code).toBe('ETIMEDOUT');
});

/** Where no machine in Azure tells what it is. */
const elsewhere = {
  AZURE_SUBSCRIPTION_ID: undefined,
  AZURE_POD_IDENTITY_AUTHORITY_HOST: 'http://127.0.0.1:9',
};

test('without a subscription it is told where one is looked for', async () => {
  await using other = await openFake({ variables: elsewhere });
  expect(await tell(other.open())).toMatchObject({
    code: 'AZU002',
    detail: expect.stringContaining('"az login" has chosen none'),
    hint: expect.stringContaining('az account'),
  });
});

test('the tenant of a subscription is told without a login', async () => {
  const { clock } = opened.ports;
  const policy = createRequestPolicy({ clock, signal: opened.context.signal, answerWithin: within });
  const request = { cloud: session.cloud, policy, tlsOptions: { ca: opened.fake.ca } };
  expect(await findTenant(session.subscription, request)).toBe(opened.fake.cloud.tokens.tenant);
  opened.fake.faults.add({ match: /./, code: 'SubscriptionNotFound', status: 404 });
  expect(await tell(findTenant('nobody', request))).toMatchObject({
    code: 'AZU001',
    detail: expect.stringContaining('status 404'),
  });
});

test('a time that is none, a cloud and an address that nobody knows are told', async () => {
  const open = async (variables: Readonly<Record<string, string>>) => {
    await using other = await openFake({ variables });
    return tell(other.open());
  };
  expect(await open({ STRATA_AZURE_TIMEOUT: 'soon' })).toMatchObject({ code: 'AZU032' });
  expect(await open({ ARM_ENVIRONMENT: 'moon' })).toMatchObject({
    code: 'AZU032',
    detail: expect.stringContaining('"USGovernment"'),
  });
  expect(await open({ ARM_ENDPOINT: 'nowhere' })).toMatchObject({ code: 'AZU032' });
  expect(await open({ NODE_EXTRA_CA_CERTS: '/nowhere.pem' })).toMatchObject({ code: 'AZU032' });
});
