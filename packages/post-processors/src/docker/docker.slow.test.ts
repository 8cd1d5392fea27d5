import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createPostProcessContext } from '@strata/sdk/testing';
import { makeTestEngine, type TestEngine } from '../../../communicators/src/testing/container-fixture';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import { EXPORTED, IMPORTED } from './artifacts';
import { dockerImport } from './import';
import { dockerPush } from './push';
import { dockerSave } from './save';
import { dockerTag } from './tag';

let podman: TestEngine;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-docker-'));
  makeTinyImage(join(folder, 'root'));
  execFileSync('tar', ['-cf', join(folder, 'files.tar'), '-C', join(folder, 'root'), '.']);
  podman = makeTestEngine();
}, 60_000);
afterAll(() => {
  podman.close();
  rmSync(folder, { recursive: true });
}, 60_000);

const context = () =>
  createPostProcessContext({ ports: createNodePorts() as never, baseDirectory: folder, scratch: folder });
const exported: Artifact = { builderId: EXPORTED, id: 'Container', files: ['files.tar'], description: '' };
const inspect = (name: string) => JSON.parse(podman.run('image', 'inspect', name))[0];

test('files become an image, the image gets names, and all of it is saved', async () => {
  const { program: docker_path } = podman;
  const given = { docker_path, repository: 'localhost/tiny', tag: 'raw', platform: undefined };
  const made = await dockerImport.postProcess(context(), exported, { ...given, changes: ['ENV A=1'] });
  expect(made).toMatchObject({
    artifact: { builderId: IMPORTED, id: 'localhost/tiny:raw' },
    input: 'discard',
  });
  expect(inspect('localhost/tiny:raw').Config.Env).toContain('A=1');

  const names = {
    docker_path,
    repository: 'localhost/app',
    tags: ['1', 'latest'],
    tag: undefined,
    force: false,
  };
  const tagged = await dockerTag.postProcess(context(), made.artifact, names);
  expect(tagged).toMatchObject({
    artifact: { id: 'localhost/app:latest', names: ['localhost/app:1', 'localhost/app:latest'] },
    input: 'must-keep',
  });
  expect(inspect('localhost/app:1').Id).toBe(inspect('localhost/tiny:raw').Id);

  const saved = await dockerSave.postProcess(context(), tagged.artifact, {
    docker_path,
    path: 'out/app.tar',
  });
  expect(saved.input).toBe('keep');
  expect(execFileSync('tar', ['-tf', join(folder, 'out/app.tar')], { encoding: 'utf8' })).toContain(
    'manifest.json',
  );

  await tagged.artifact.remove?.();
  expect(() => inspect('localhost/app:1')).toThrow();
  expect(inspect('localhost/tiny:raw').Config.Env).toContain('A=1');
  await made.artifact.remove?.();
  expect(podman.run('images', '--quiet')).toBe('');
}, 120_000);

test('an artifact of another kind is refused with the kinds that are taken', async () => {
  const { program: docker_path } = podman;
  const options = { docker_path, repository: 'x', tags: ['1'], tag: undefined, force: false };
  await expect(dockerTag.postProcess(context(), exported, options)).rejects.toThrow(
    'Unknown artifact type: packer.docker. Allowed: packer.post-processor.docker-import, packer.post-processor.docker-tag.',
  );
});

test('an image without a name is not pushed anywhere', async () => {
  const options = { docker_path: podman.program, login: false } as never;
  const nameless: Artifact = { builderId: IMPORTED, id: 'sha256:abc', files: [], description: '' };
  await expect(dockerPush.postProcess(context(), nameless, options)).rejects.toThrow('has no name');
});
