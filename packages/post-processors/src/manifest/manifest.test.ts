import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { createFiles } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts, type MemoryEntry } from '@strata/sdk/testing';
import { manifest } from './post-process';
import type { ManifestOptions } from './schema';

const artifact: Artifact = { builderId: 'b', id: 'sha256:abc', files: ['out/disk.qcow2'], description: '' };
const defaults: ManifestOptions = {
  output: 'packer-manifest.json',
  strip_path: false,
  strip_time: false,
  custom_data: undefined,
};
const PATH = '/ws/packer-manifest.json';

async function run(
  options: Partial<ManifestOptions> = {},
  files: Readonly<Record<string, MemoryEntry>> = {},
) {
  const ports = createTestPorts({ '/ws/out/disk.qcow2': 'x'.repeat(123), ...files });
  const context = createPostProcessContext({ ports });
  const result = await manifest.postProcess(context, artifact, { ...defaults, ...options });
  return { result, text: () => ports.files.readText(options.output ?? PATH) };
}

test('a build is written with the keys, order and form of Packer', async () => {
  const { text, result } = await run({ custom_data: { b: '2', a: '1' } });
  expect(await text()).toBe(`{
  "builds": [
    {
      "name": "golden",
      "builder_type": "rootfs",
      "build_time": 1700000000,
      "files": [
        {
          "name": "out/disk.qcow2",
          "size": 123
        }
      ],
      "artifact_id": "sha256:abc",
      "packer_run_uuid": "run-1",
      "custom_data": {
        "a": "1",
        "b": "2"
      }
    }
  ],
  "last_run_uuid": "run-1"
}`);
  expect(result).toEqual({ artifact, input: 'must-keep' });
});

test('paths and the time can be left out', async () => {
  const { text } = await run({ strip_path: true, strip_time: true });
  const [build] = JSON.parse(await text()).builds;
  expect(build.files).toEqual([{ name: 'disk.qcow2', size: 123 }]);
  expect(build).not.toHaveProperty('build_time');
});

test('what is empty is null', async () => {
  const ports = createTestPorts();
  await manifest.postProcess(createPostProcessContext({ ports }), artifact, defaults);
  const [build] = JSON.parse(await ports.files.readText(PATH)).builds;
  expect(build).toMatchObject({ files: null, custom_data: null });
});

test('builds are added to those that are there, which stay as they are', async () => {
  const before = { builds: [{ name: 'older', unknown: [1] }], last_run_uuid: 'run-0', mine: true };
  const { text } = await run({}, { [PATH]: JSON.stringify(before) });
  const after = JSON.parse(await text());
  expect(after.builds.map(({ name }: { name: string }) => name)).toEqual(['older', 'golden']);
  expect(after).toMatchObject({ builds: [before.builds[0], {}], last_run_uuid: 'run-1', mine: true });
});

test('-force begins a manifest of another run anew, and goes on with its own', async () => {
  const ports = createTestPorts({
    [PATH]: JSON.stringify({ builds: [{ name: 'older' }], last_run_uuid: 'run-0', mine: true }),
  });
  const names = async () =>
    JSON.parse(await ports.files.readText(PATH)).builds.map(({ name }: { name: string }) => name);
  for (const buildName of ['a', 'b'])
    await manifest.postProcess(
      createPostProcessContext({ ports, buildName, force: true }),
      artifact,
      defaults,
    );
  expect(await names()).toEqual(['a', 'b']);
  await manifest.postProcess(createPostProcessContext({ ports, runId: 'run-2' }), artifact, defaults);
  expect(await names()).toEqual(['a', 'b', 'golden']);
});

test.each(['', '{"builds": null, "last_run_uuid": ""}', '{}'])(
  'a manifest without builds (%j) gets its first',
  async (old) => {
    const { text } = await run({}, { [PATH]: old });
    expect(JSON.parse(await text()).builds).toHaveLength(1);
  },
);

test.each(['{"builds": ', '[]', '{"builds": {}}', 'hello'])(
  'a file that is no manifest (%j) is left as it is',
  async (old) => {
    const ports = createTestPorts({ [PATH]: old });
    const error = await manifest
      .postProcess(createPostProcessContext({ ports }), artifact, defaults)
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect(error.diagnostics[0]).toMatchObject({ code: 'PPR001', detail: expect.stringContaining(PATH) });
    expect(await ports.files.readText(PATH)).toBe(old);
  },
);

test('a folder in its place is told by its name', async () => {
  const running = run({}, { [`${PATH}/inside`]: 'x' });
  await expect(running).rejects.toMatchObject({
    diagnostics: [{ code: 'PPR001', detail: `${PATH} is there, but is no manifest: it is a folder.` }],
  });
});

test('an empty name is none, as in Packer', async () => {
  const ports = createTestPorts();
  await manifest.postProcess(createPostProcessContext({ ports }), artifact, { ...defaults, output: '' });
  expect(await ports.files.readText(PATH)).toContain('sha256:abc');
});

test('many builds that end at once are all in the file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'strata-manifest-'));
  const names = Array.from({ length: 12 }, (_, index) => `image-${index}`);
  await Promise.all(
    names.map((buildName) => {
      const ports = { ...createTestPorts(), files: createFiles() };
      const context = createPostProcessContext({ ports, buildName, baseDirectory: folder });
      return manifest.postProcess(context, artifact, { ...defaults, output: 'deep/m.json' });
    }),
  );
  const { builds } = JSON.parse(await readFile(join(folder, 'deep/m.json'), 'utf8'));
  expect(builds.map(({ name }: { name: string }) => name).sort()).toEqual([...names].sort());
  expect(await readdir(join(folder, 'deep'))).toEqual(['m.json']);
  await rm(folder, { recursive: true });
});
