import { randomBytes } from 'node:crypto';
import { Failure } from '@strata/diagnostics';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { createTransport } from '../../downloads/transport';
import { type PushRegistry, startPushRegistry } from '../../testing/push-registry';
import { getDigest } from '../../testing/push-registry/model';
import { makeJsonBlob, mediaTypes } from '../json';
import type { ImageParts, Part } from './image-parts';
import { toStream } from './manifests';
import { type PushRequest, preparePush } from './push-image';
import { type MovedTag, putBackTag } from './put-back-tag';
import type { PushContext } from './registry-client';

const kibibyte = 2 ** 10;

function makePart(bytes: Buffer, label: string): Part {
  return {
    ...{ digest: getDigest(bytes), size: bytes.length, label },
    // In pieces, so that a connection can break between two of them.
    read: async function* (offset, length) {
      for (let at = offset; at < offset + length; at += kibibyte)
        yield bytes.subarray(at, Math.min(at + kibibyte, offset + length));
    },
    verify: async () => undefined,
  };
}

/** An image of layers of these sizes, which are random. */
function makeImage(...sizes: readonly number[]): ImageParts {
  return makeImageOf(sizes.map((size) => randomBytes(size)));
}

function makeImageOf(contents: readonly Buffer[]): ImageParts {
  const layers = contents.map((bytes, at) => makePart(bytes, `layer ${at + 1} of ${contents.length}`));
  const document = makeJsonBlob({ layers: layers.map(({ digest }) => digest) });
  const config = makePart(document.bytes, 'config');
  const describe = ({ digest, size }: Part) => ({ digest, size });
  const manifest = makeJsonBlob({
    mediaType: mediaTypes.manifest,
    config: describe(config),
    layers: layers.map(describe),
  });
  return { manifest, parts: [...layers, config] };
}

let registry: PushRegistry;
beforeEach(async () => {
  registry = await startPushRegistry();
});
afterEach(() => registry[Symbol.asyncDispose]());

const clock = createFakeClock(0);
const context: PushContext = {
  transport: createTransport({ direct: [] }),
  clock: { sleep: async () => undefined },
  signal: new AbortController().signal,
};

function getRequest(parts: ImageParts, more: Partial<PushRequest> = {}): PushRequest {
  return { registry: registry.host, repository: 'team/app', tags: ['1'], parts, ...more };
}

async function push(parts: ImageParts, more: Partial<PushRequest> = {}, by = context): Promise<void> {
  const sent = await preparePush(getRequest(parts, more), by);
  await sent.send();
  await sent.setTags();
}

/** Requests that change something. */
const changes = (log: readonly string[]) => log.filter((line) => !/^(?:GET|HEAD) /.test(line));

function expectThere(parts: ImageParts, repository = 'team/app', tag = '1'): void {
  const found = registry.repositories.get(repository);
  expect(found?.tags.get(tag)).toBe(parts.manifest.digest);
  expect([...(found?.blobs.keys() ?? [])]).toEqual(
    expect.arrayContaining(parts.parts.map(({ digest }) => digest)),
  );
}

async function getFailure(work: Promise<unknown>): Promise<string> {
  const failure = await work.catch((error: unknown) => error);
  if (!(failure instanceof Failure)) throw failure;
  return failure.diagnostics.map(({ code, detail, hint }) => `${code} ${detail} ${hint}`).join();
}

test('an image is sent, by digest and then by its tags, and a second time nothing is', async () => {
  const image = makeImage(300_000, 5);
  await push(image, { tags: ['1', 'latest'] });
  expectThere(image);
  expectThere(image, 'team/app', 'latest');
  const manifests = changes(registry.log).filter((line) => line.includes('/manifests/'));
  expect(manifests.map((line) => line.split('/').at(-1))).toEqual([
    `${image.manifest.digest} 201`,
    '1 201',
    'latest 201',
  ]);

  const before = registry.log.length;
  const again = await preparePush(getRequest(image, { tags: ['1', 'latest'] }), context);
  expect(again).toMatchObject({ tags: [], uploads: [], mounts: [] });
  await again.send();
  await again.setTags();
  expect(registry.log.slice(before)).toEqual([
    'HEAD /v2/team/app/manifests/1 200',
    'HEAD /v2/team/app/manifests/latest 200',
  ]);
});

test('a new tag of an image that is there costs one request', async () => {
  const image = makeImage(10);
  await push(image);
  const before = registry.log.length;
  await push(image, { tags: ['1', '2'] });
  expect(changes(registry.log.slice(before))).toEqual(['PUT /v2/team/app/manifests/2 201']);
});

test('what would be done is told before it is done: parts, and what tags stand for now', async () => {
  const first = makeImage(10);
  await push(first);
  const second = makeImageOf([Buffer.from('x'), Buffer.from('y')]);
  const prepared = await preparePush(getRequest(second, { tags: ['1', 'new'] }), context);
  expect(prepared.uploads.map(({ label }) => label)).toEqual(['layer 1 of 2', 'layer 2 of 2', 'config']);
  expect(prepared.tags).toEqual([
    { name: '1', before: first.manifest.digest },
    { name: 'new', before: undefined },
  ]);
  expect(prepared.reference).toBe(`${registry.host}/team/app@${second.manifest.digest}`);
  expectThere(first);
});

test('layers are taken over from the repository of the parent', async () => {
  const shared = randomBytes(1000);
  await push(makeImageOf([shared]), { repository: 'team/golden' });
  const child = makeImageOf([shared, Buffer.from('own')]);
  const prepared = await preparePush(getRequest(child, { siblings: ['team/golden'] }), context);
  expect(prepared.mounts.map(({ part, from }) => [part.label, from])).toEqual([
    ['layer 1 of 2', 'team/golden'],
  ]);
  const before = registry.received();
  await prepared.send();
  await prepared.setTags();
  expectThere(child);
  expect(registry.received() - before).toBeLessThan(1000);
});

test('a registry that does not take layers over is sent them', async () => {
  const shared = randomBytes(1000);
  await push(makeImageOf([shared]), { repository: 'team/golden' });
  const child = makeImageOf([shared]);
  const prepared = await preparePush(getRequest(child, { siblings: ['team/golden'] }), context);
  registry.repositories.delete('team/golden');
  await prepared.send();
  await prepared.setTags();
  expectThere(child);
});

test('a large part goes in chunks, and a broken connection costs only what had not arrived', async () => {
  const image = makeImage(150 * kibibyte);
  registry.addFault({ on: /^PATCH /, cutAfter: 40 * kibibyte });
  registry.addFault({ on: /^PUT .*\/uploads\//, status: 503 });
  const reporter = createRecordingReporter();
  const prepared = await preparePush(getRequest(image), { ...context, chunkSize: 64 * kibibyte });
  await prepared.send(createActivities(reporter, clock));
  await prepared.setTags();
  expectThere(image);
  const chunks = registry.log.filter((line) => line.startsWith('PATCH'));
  expect(chunks.map((line) => line.split(' ').at(-1))).toEqual(['0', '202', '202']);
  const size = image.parts.reduce((sum, part) => sum + part.size, 0);
  expect(registry.received()).toBeLessThan(size + 2 * kibibyte);
  expect(reporter.progressed.at(-1)).toMatchObject({ done: size, total: size, ended: true });
});

test.each([
  ['busy at the beginning', { on: /^HEAD .*\/blobs\//, status: 429, headers: { 'retry-after': '1' } }],
  ['broken when an upload begins', { on: /^POST /, loseAnswer: true }],
  ['broken in a small part', { on: /^PUT .*\/uploads\//, cutAfter: 10 }],
  ['heard, but its answer lost', { on: /^PUT .*\/uploads\//, loseAnswer: true }],
  ['without the upload that it began', { on: /^PUT .*\/uploads\//, status: 404 }],
  ['of another mind about the length', { on: /^PUT .*\/uploads\//, status: 416 }],
  ['busy with the manifest', { on: /^PUT .*\/manifests\//, status: 502 }],
  ['heard of the manifest, but its answer lost', { on: /^PUT .*\/manifests\//, loseAnswer: true }],
])('a registry that is %s gets it in the end', async (_, fault) => {
  const image = makeImage(3000);
  registry.addFault(fault);
  await push(image);
  expectThere(image);
});

test('a registry that asks for a pause is given it', async () => {
  const slept: number[] = [];
  const patient = { ...context, clock: { sleep: async (time: number) => void slept.push(time) } };
  registry.addFault({ on: /^POST /, status: 429, headers: { 'retry-after': '7' } });
  registry.addFault({ on: /^POST /, status: 503 });
  await push(makeImage(10), {}, patient);
  expect(slept).toEqual(expect.arrayContaining([7000]));
});

test('a registry that stays broken is given up, and no tag is set', async () => {
  for (let time = 0; time < 60; time += 1) registry.addFault({ on: /^PUT .*\/uploads\//, status: 500 });
  expect(await getFailure(push(makeImage(10)))).toMatch(/^LAY034 .*500 \(UNAVAILABLE: the fake says/);
  expect(registry.repositories.get('team/app')?.tags.size ?? 0).toBe(0);
});

test('a registry that dies in the middle is told of, with what was to be done', async () => {
  const prepared = await preparePush(getRequest(makeImage(10)), context);
  await registry[Symbol.asyncDispose]();
  expect(await getFailure(prepared.send())).toMatch(
    /^LAY035 The registry 127\.0\.0\.1:\d+ cannot be reached to begin to take the .*ECONNREFUSED/,
  );
  registry = await startPushRegistry();
});

test('nobody waits for a registry that never answered', async () => {
  const slept: number[] = [];
  const patient = { ...context, clock: { sleep: async (time: number) => void slept.push(time) } };
  const nowhere = { registry: '127.0.0.1:1' };
  expect(await getFailure(push(makeImage(10), nowhere, patient))).toMatch(/^LAY035 .*127\.0\.0\.1:1/);
  const unknown = { registry: 'no-such-registry.invalid' };
  expect(await getFailure(push(makeImage(10), unknown, patient))).toMatch(/^LAY035 .*no-such-registry/);
  expect(slept).toEqual([]);
});

test('bytes that are not those of the digest are refused, after a look at the own ones', async () => {
  const image = makeImage(10);
  const [layer, config] = image.parts as [Part, Part];
  const looked: string[] = [];
  const wrong: Part = {
    ...layer,
    read: () => toStream(Buffer.alloc(10)),
    verify: async () => void looked.push(layer.label),
  };
  const said = await getFailure(push({ ...image, parts: [wrong, config] }));
  expect(said).toMatch(/^LAY034 .*take the layer 1 of 1, sha256:.*400 \(DIGEST_INVALID/);
  expect(looked).toEqual(['layer 1 of 1']);
});

test('an abort ends it and leaves no tag', async () => {
  const stop = new AbortController();
  const prepared = await preparePush(getRequest(makeImage(100)), { ...context, signal: stop.signal });
  registry.addFault({ on: /^PUT /, status: 503 });
  const work = prepared.send();
  stop.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
  expect(registry.repositories.get('team/app')?.tags.size ?? 0).toBe(0);
});

async function pushTwo(): Promise<readonly [ImageParts, ImageParts]> {
  const images = [makeImage(10), makeImage(20)] as const;
  for (const image of images) await push(image);
  return images;
}

const placeOf = (more: Partial<MovedTag>): MovedTag => ({
  ...{ registry: registry.host, repository: 'team/app', tag: '1', digest: '', before: undefined },
  ...more,
});

test('what is sent has no tag until tags are set, and each is told of before it is', async () => {
  const image = makeImage(10);
  const prepared = await preparePush(getRequest(image, { tags: ['1', '2'] }), context);
  await prepared.send();
  const { tags, manifests } = registry.repositories.get('team/app') ?? {};
  expect([tags?.size, manifests?.has(image.manifest.digest)]).toEqual([0, true]);
  const told: (readonly [string, number | undefined])[] = [];
  await prepared.setTags(async ({ name }) => void told.push([name, tags?.size]));
  expect(told).toEqual([
    ['1', 0],
    ['2', 1],
  ]);
});

test('a tag is put back to what it stood for, and one that others have set since is left alone', async () => {
  const [first, second] = await pushTwo();
  const { digest } = second.manifest;
  await putBackTag(placeOf({ digest, before: first.manifest.digest }), context);
  const { tags } = registry.repositories.get('team/app') ?? {};
  expect(tags?.get('1')).toBe(first.manifest.digest);
  await putBackTag(placeOf({ digest }), context);
  expect(tags?.get('1')).toBe(first.manifest.digest);
  await putBackTag(placeOf({ digest: first.manifest.digest }), context);
  expect(tags?.has('1')).toBe(false);
});

test('a tag that the registry cannot put back is told of', async () => {
  const [first, second] = await pushTwo();
  const { digest } = second.manifest;
  registry.addFault({ on: /^DELETE /, status: 405 });
  expect(await getFailure(putBackTag(placeOf({ digest }), context))).toMatch(
    /^LAY046 The tag 1 of .*team\/app stays .*takes no tags away \(405\)/,
  );
  registry.repositories.get('team/app')?.manifests.delete(first.manifest.digest);
  const before = first.manifest.digest;
  expect(await getFailure(putBackTag(placeOf({ digest, before }), context))).toMatch(
    /^LAY046 .*does not have sha256:[0-9a-f]{64} any more/,
  );
});
