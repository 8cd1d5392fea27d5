import { Failure } from '@strata/diagnostics';
import { createTestPorts } from '@strata/sdk/testing';
import { problem } from '../codes';
import type { Destination, PublishContext, PublishSubject } from './destination';
import { formatOutcome, type Outcome, publishImage } from './publish-image';

const stop = new AbortController();
const context = { ports: createTestPorts(), signal: stop.signal } as unknown as PublishContext;
const subject = { parent: [] } as unknown as PublishSubject;
const published = [{ name: 'a:1', reference: 'a@sha256:1' }];

function makeDestination(name: string, changes: readonly string[], sent: string[]): Destination {
  return {
    name,
    prepare: async () => ({
      published,
      changes,
      open: async () => ({
        send: async () => {
          sent.push(`send ${name}`);
          return published;
        },
        reveal: async () => void sent.push(`reveal ${name}`),
        conceal: async () => [],
        discard: async () => [],
        handOver: async () => void sent.push(`hand over ${name}`),
        finish: async () => {},
        [Symbol.asyncDispose]: async () => void sent.push(`close ${name}`),
      }),
    }),
  };
}

function fail(error: unknown): Destination {
  return { name: 'broken:1', prepare: () => Promise.reject(error) };
}

async function run(destinations: readonly Destination[], mode: 'look' | 'send' = 'send') {
  const outcomes: Outcome[] = [];
  for await (const outcome of publishImage(context, subject, { destinations, mode })) outcomes.push(outcome);
  return outcomes;
}

test('what is there is left alone, and a look sends nothing', async () => {
  const sent: string[] = [];
  const destinations = [makeDestination('a:1', [], sent), makeDestination('b:1', ['send 1 part'], sent)];
  expect((await run(destinations, 'look')).map(formatOutcome)).toEqual([
    'a:1: nothing to do, it is a@sha256:1 already',
    'b:1: would be a@sha256:1; to do: send 1 part',
  ]);
  expect(sent).toEqual([]);
  expect((await run(destinations)).map(({ kind }) => kind)).toEqual(['there', 'published']);
  expect(sent).toEqual(['send b:1', 'hand over b:1', 'reveal b:1', 'close b:1']);
});

test('a destination that fails keeps nobody from the next one', async () => {
  const sent: string[] = [];
  const failure = new Failure(problem('CLI032', { detail: 'It is down.' }));
  const outcomes = await run([fail(failure), makeDestination('b:1', ['send 1 part'], sent)]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'published']);
  expect(outcomes[0]?.diagnostics[0]?.detail).toBe('It is down.');
  expect(sent).toContain('reveal b:1');
});

test('a fault of ours, and an abort, end it', async () => {
  await expect(run([fail(new TypeError('a bug'))])).rejects.toThrow('a bug');
  stop.abort(new Error('enough'));
  const failure = new Failure(problem('CLI032', { detail: 'It is down.' }));
  await expect(run([fail(failure)])).rejects.toThrow('enough');
});
