import { mediaTypes } from '../oci/json';
import { startPushRegistry } from './push-registry';
import { getDigest } from './push-registry/model';

const bytes = Buffer.from('a layer');

async function begin(host: string): Promise<string> {
  const answer = await fetch(`http://${host}/v2/app/blobs/uploads/`, { method: 'POST' });
  return answer.headers.get('location') ?? '';
}

const patch = (url: string, range: string) =>
  fetch(url, { method: 'PATCH', headers: { 'content-range': range }, body: bytes });

async function getError(answer: Response): Promise<string> {
  const { errors } = (await answer.json()) as { errors: readonly { code: string }[] };
  return `${answer.status} ${errors[0]?.code}`;
}

test('bytes of another digest are refused, and the upload is gone', async () => {
  await using registry = await startPushRegistry();
  const url = await begin(registry.host);
  const wrong = `&digest=sha256:${'0'.repeat(64)}`;
  expect(await getError(await fetch(url + wrong, { method: 'PUT', body: bytes }))).toBe('400 DIGEST_INVALID');
  expect(registry.openUploads()).toBe(0);
  const right = `&digest=${getDigest(bytes)}`;
  expect(await getError(await fetch(url + right, { method: 'PUT', body: bytes }))).toBe(
    '404 BLOB_UPLOAD_UNKNOWN',
  );
});

test('chunks go in their order, with the right length, and to the last address', async () => {
  await using registry = await startPushRegistry();
  const first = await begin(registry.host);
  expect((await patch(first, '1-7')).status).toBe(416);
  expect((await patch(first, '0-5')).status).toBe(416);
  const answer = await patch(first, '0-6');
  expect([answer.status, answer.headers.get('range')]).toEqual([202, '0-6']);
  expect(await getError(await patch(first, '7-13'))).toBe('400 BLOB_UPLOAD_INVALID');
  const next = answer.headers.get('location') ?? '';
  expect((await patch(next, '7-13')).status).toBe(202);
});

test.each([
  [
    'of parts that are not there',
    { config: { digest: getDigest(bytes), size: 7 }, layers: [] },
    '1',
    'MANIFEST_BLOB_UNKNOWN',
  ],
  ['under another digest', { config: {}, layers: [] }, `sha256:${'0'.repeat(64)}`, 'DIGEST_INVALID'],
  [
    'of another type than it says',
    { mediaType: 'text/plain', config: {}, layers: [] },
    '1',
    'MANIFEST_INVALID',
  ],
])('a manifest %s is refused', async (_, manifest, version, code) => {
  await using registry = await startPushRegistry();
  const answer = await fetch(`http://${registry.host}/v2/app/manifests/${version}`, {
    method: 'PUT',
    headers: { 'content-type': mediaTypes.manifest },
    body: JSON.stringify({ mediaType: mediaTypes.manifest, ...manifest }),
  });
  expect(await getError(answer)).toBe(`400 ${code}`);
});

test('a token to read lets nobody write, and none lets nobody in', async () => {
  const me = { username: 'me', password: 'x' };
  await using registry = await startPushRegistry({ kind: 'token', ...me });
  const uploads = `http://${registry.host}/v2/app/blobs/uploads/`;
  const nobody = await fetch(uploads, { method: 'POST' });
  expect(nobody.headers.get('www-authenticate')).toContain('scope="repository:app:pull,push"');
  expect(await getError(nobody)).toBe('401 UNAUTHORIZED');
  const basic = `Basic ${Buffer.from('me:x').toString('base64')}`;
  const query = 'service=fake&scope=repository:app:pull';
  const given = await fetch(`http://${registry.host}/token?${query}`, { headers: { authorization: basic } });
  const { token } = (await given.json()) as { token: string };
  const reader = await fetch(uploads, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  expect(await getError(reader)).toBe('401 UNAUTHORIZED');
});
