import { createTestPorts } from '@strata/sdk/testing';
import { createMemoryBlob } from '../testing/memory-blobs';
import { blockSize } from './block-map';
import { planUpload } from './plan-upload';
import { sendPages } from './send-pages';

const MIB = 2 ** 20;
const signal = new AbortController().signal;
/** Every other block holds something. */
const numbers = Array.from({ length: 40 }, (_, index) => index * 2);
const plan = planUpload({ size: 8 * MIB, blocks: new Map(numbers.map((index) => [index, 'x'])) });
const disk = {
  read: async (start: number, length: number) => Buffer.alloc(length, String(start / blockSize)),
};

function refuse(status: number, code: string) {
  return Object.assign(new Error(code), { name: 'RestError', statusCode: status, code });
}

async function send(fail?: Parameters<typeof createMemoryBlob>[1]) {
  const { clock } = createTestPorts();
  const blob = createMemoryBlob(8 * MIB, fail);
  const sent: number[] = [];
  // The memory takes what of the SDK's arguments it needs, and answers nothing.
  const request = { blob: blob as never, disk, plan, onSent: (first: number) => void sent.push(first) };
  await sendPages({ clock, signal }, request);
  return { blob, sent, sleeps: clock.sleeps };
}

test('every stretch is sent, and noted', async () => {
  const { blob, sent } = await send();
  expect([...sent].sort((a, b) => a - b)).toEqual(numbers);
  expect(blob.getBlock(78).toString('utf8', 0, 4)).toBe('7878');
});

test.each([
  ['too many requests', refuse(503, 'ServerBusy')],
  ['a fault', refuse(500, 'InternalError')],
  ['a broken line', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
])('after %s it goes on', async (_, failure) => {
  const { blob, sent, sleeps } = await send((_call, number) => (number % 3 === 0 ? failure : undefined));
  expect(new Set(sent)).toEqual(new Set(numbers));
  expect(blob.calls.length).toBeGreaterThan(numbers.length);
  expect(sleeps.length).toBeGreaterThan(0);
});

test('a refusal that stays ends it at once', async () => {
  const refusal = refuse(403, 'AuthorizationFailure');
  await expect(send((_call, number) => (number === 5 ? refusal : undefined))).rejects.toBe(refusal);
});

test('an account that takes nothing for long is given up', async () => {
  const busy = refuse(503, 'ServerBusy');
  await expect(send(() => busy)).rejects.toBe(busy);
});
