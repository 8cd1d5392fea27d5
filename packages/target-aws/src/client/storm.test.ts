import { createRecordingReporter } from '@strata/sdk/testing';
import { callAws } from '../publish/call';
import { getProblem } from '../testing/get-problem';
import { type OpenedFake, openFake } from '../testing/open-fake';
import { openAwsSession } from './open-session';

const MINUTE = 60_000;
const STORM = { code: 'RequestLimitExceeded', status: 503 };
const REQUESTS = 20;

let opened: OpenedFake;
beforeEach(async () => {
  opened = await openFake({ isOneClock: true });
});
afterEach(() => opened[Symbol.asyncDispose]());

/** Many requests at a time, as when many images are looked at. */
async function askAll(requests: number) {
  const reporter = createRecordingReporter();
  const { ports, signal } = opened.context;
  const session = await openAwsSession({}, { ports, signal, reporter });
  const begun = ports.clock.now();
  const request = { action: 'DescribeImages', region: session.region };
  const ask = () =>
    callAws({ clock: ports.clock, signal }, request, (options) =>
      session.ec2().describeImages({ Owners: ['self'] }, options),
    );
  const answers = await Promise.all(Array.from({ length: requests }, () => getProblem(ask())));
  session.close();
  return { answers, reporter, minutes: (ports.clock.now() - begun) / MINUTE };
}

test('all requests come through a storm of a minute, in bounded time, and it is told why it takes long', async () => {
  opened.fake.faults.add({ action: 'DescribeImages', ...STORM, lasts: MINUTE });
  const { answers, reporter, minutes } = await askAll(REQUESTS);
  expect(answers).toEqual(Array.from({ length: REQUESTS }, () => undefined));
  expect(minutes).toBeLessThan(60);
  const told = reporter.said.filter((line) => line.includes('asking slower'));
  expect(told[0]).toMatch(/^AWS takes no more requests of EC2 in eu-central-1 for now/);
  expect(told.length).toBeLessThan(REQUESTS);
});

test('a storm without an end is a failure of every request, and nothing hangs', async () => {
  opened.fake.faults.add({ action: 'DescribeImages', ...STORM, times: Number.MAX_SAFE_INTEGER });
  const { answers } = await askAll(2);
  for (const answer of answers) expect(answer).toMatch(/^AWS009 /);
});
