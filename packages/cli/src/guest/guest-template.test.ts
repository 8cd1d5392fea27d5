import { runInMemory } from '../testing/run-in-memory';
import { type GuestParts, makeGuestTemplate } from './guest-template';

const parts: GuestParts = {
  disk: '/ws/.strata/guests/golden/disk.raw',
  seed: { 'user-data': '#cloud-config\n{"a":"${b} %{c}"}\n' },
  privateKeyFile: '/ws/key',
  memory: 512,
  processors: 2,
  output: '/ws/output',
};

test('it is a template like any other', async () => {
  const files = {
    '/ws/guest.pkr.json': makeGuestTemplate(parts),
    [parts.disk]: 'disk',
    '/ws/key': '-----BEGIN OPENSSH PRIVATE KEY-----',
  };
  const { code, err, out } = await runInMemory(['validate', 'guest.pkr.json'], { files });
  expect([code, err, out]).toEqual([0, '', expect.stringContaining('valid')]);
}, 30_000);

test('texts are taken as they are, though they look like expressions', () => {
  expect(makeGuestTemplate(parts)).toContain('$${b} %%{c}');
});
