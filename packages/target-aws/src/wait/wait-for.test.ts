import { Failure } from '@strata/diagnostics';
import { createFakeClock } from '@strata/sdk/testing';
import { patience } from './patience';
import { getFailedImage } from './reasons';
import { tryAgain } from './try-again';
import { type Wait, waitFor } from './wait-for';

interface Thing {
  readonly State: 'pending' | 'available' | 'failed';
  readonly StateReason?: { readonly Message: string };
}

function answer(name: string, status = 400) {
  return Object.assign(new Error('said'), { name, $metadata: { httpStatusCode: status, requestId: 'r' } });
}

const request = { action: 'DescribeImages', region: 'eu-central-1', what: 'image ami-1' };

/** Looks give what is listed, one after the other; the last one stays. */
function start(looks: readonly (Thing | Error | undefined)[], more: Partial<Wait<Thing>> = {}) {
  const clock = createFakeClock(7_300);
  const cancel = new AbortController();
  let count = 0;
  const waiting = waitFor<Thing>(
    { ports: { clock }, signal: cancel.signal },
    {
      request,
      patience: patience.image,
      isDone: ({ State }) => State === 'available',
      isFailed: getFailedImage,
      describe: async () => {
        const look = looks[Math.min(count++, looks.length - 1)];
        if (look instanceof Error) throw look;
        return look;
      },
      ...more,
    },
  );
  return { waiting, clock, cancel, getCount: () => count };
}

async function getProblem(waiting: Promise<unknown>) {
  const error = await waiting.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  return `${error.diagnostics[0]?.code} ${error.diagnostics[0]?.detail}`;
}

const pending: Thing = { State: 'pending' };
const available: Thing = { State: 'available' };

test('it is looked at until it is done, ever less often, at times that other waits look at too', async () => {
  const { waiting, clock } = start([pending, pending, pending, available]);
  expect(await waiting).toBe(available);
  expect(clock.sleeps).toEqual([700, 2_000 - (8_000 % 2_000), 4_000 - (10_000 % 4_000)]);
});

test('what is not visible yet is waited for', async () => {
  const { waiting } = start([undefined, answer('InvalidAMIID.NotFound'), pending, available]);
  expect(await waiting).toBe(available);
});

test('what is not visible three minutes after it was made never was', async () => {
  const { waiting, clock } = start([answer('InvalidAMIID.NotFound')]);
  expect(await getProblem(waiting)).toMatch(/^AWS013 .*InvalidAMIID.NotFound, request r/);
  expect(clock.now() - 7_300).toBeLessThan(4 * 60_000);
});

test('what was there before is missed at once', async () => {
  const { waiting, getCount } = start([undefined], { visibleWithin: 0 });
  expect(await getProblem(waiting)).toMatch(/^AWS013 AWS shows no image ami-1 in eu-central-1/);
  expect(getCount()).toBe(1);
});

test.each(['UnauthorizedOperation', 'ExpiredToken', 'InvalidParameterValue'])(
  '%s ends the wait at once',
  async (code) => {
    const { waiting, getCount } = start([answer(code), available]);
    expect(await getProblem(waiting)).toContain(code);
    expect(getCount()).toBe(1);
  },
);

test.each([
  ['throttling', answer('RequestLimitExceeded', 503)],
  ['a fault of AWS', answer('InternalError', 500)],
  ['silence', Object.assign(new Error('x'), { name: 'TimeoutError', code: 'ETIMEDOUT' })],
])('%s does not end the wait', async (_, error) => {
  expect(await start([error, error, available]).waiting).toBe(available);
});

test('a failed state is told with the reason that AWS gives', async () => {
  const failed: Thing = { State: 'failed', StateReason: { Message: 'key kms-1 is disabled' } };
  const problem = await getProblem(start([pending, failed]).waiting);
  expect(problem).toBe('AWS021 image ami-1 in eu-central-1 is "failed". AWS says: "key kms-1 is disabled".');
});

test('the limit ends the wait, and the last error is told with it', async () => {
  const { waiting, clock } = start([pending, answer('RequestLimitExceeded', 503)]);
  expect(await getProblem(waiting)).toMatch(
    /^AWS022 image ami-1 in eu-central-1 was not ready within 30 minutes\. .*RequestLimitExceeded/,
  );
  expect(clock.now() - 7_300).toBeLessThan(31 * 60_000);
});

test('an answer that must be confirmed counts only when it comes twice in a row', async () => {
  const { waiting, getCount } = start([available, pending, available, available], { confirmations: 2 });
  expect(await waiting).toBe(available);
  expect(getCount()).toBe(4);
});

test('a cancelled wait gives the reason of the cancellation', async () => {
  const reason = new Error('cancelled');
  const { waiting, cancel } = start([pending]);
  cancel.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});

test('what is refused for a while is asked again, anything else is not', async () => {
  const clock = createFakeClock();
  const context = { ports: { clock }, signal: new AbortController().signal };
  const isWorthAnother = (error: unknown) => (error as Error).name === 'IncorrectState';
  const errors = [answer('IncorrectState'), answer('IncorrectState'), answer('VolumeInUse')];
  const run = async () => {
    throw errors.shift();
  };
  const trying = tryAgain(context, { request, patience: patience.instance, isWorthAnother }, run);
  expect(await getProblem(trying)).toContain('VolumeInUse');
  expect(clock.sleeps).toEqual([1_000, 2_000]);
});
