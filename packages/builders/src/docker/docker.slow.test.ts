import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MachineContext, Reachable, Resource } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createRecordingReporter } from '@strata/sdk/testing';
import { connectContainer } from '../../../communicators/src/docker/connect';
import { makeTestEngine, type TestEngine } from '../../../communicators/src/testing/container-fixture';
import { makeTinyImage } from '../../../layers/src/testing/tiny-image';
import { createDockerBuilder } from './builder';
import { containerKind } from './resources';
import type { DockerOptions } from './schema';

let podman: TestEngine;
let folder: string;
let builds = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-docker-'));
  const root = join(folder, 'root');
  makeTinyImage(root);
  chmodSync(root, 0o755);
  podman = makeTestEngine();
  podman.importImage(root, 'tiny');
  const base = podman.run('create', '--entrypoint', '["/bin/cat"]', 'tiny', '/etc/made');
  podman.run('commit', '--change', 'ENTRYPOINT ["/bin/cat"]', '--change', 'CMD ["/etc/made"]', base, 'base');
  podman.run('rm', base);
}, 120_000);
afterAll(() => {
  podman.close();
  rmSync(folder, { recursive: true });
}, 60_000);

function createContext(): MachineContext & { readonly removed: string[]; undo(): Promise<void> } {
  const removals: (() => Promise<void>)[] = [];
  const removed: string[] = [];
  const context = {
    ports: createNodePorts(),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    baseDirectory: folder,
    scratch: folder,
    buildId: `test${++builds}`,
    buildName: 'app',
    force: false,
    debug: false,
    step: <T>(_: string, run: () => Promise<T>) => run(),
  };
  return {
    ...context,
    removed,
    resources: {
      note: async (kind, data): Promise<Resource> => {
        const remove = async () => {
          removed.push(kind.kind);
          await kind.remove(context, data);
        };
        removals.push(remove);
        return { remove, keep: async () => undefined };
      },
    },
    undo: async () => {
      for (const remove of removals) await remove();
    },
  };
}

const options = (more: Partial<DockerOptions>): DockerOptions =>
  ({
    image: 'base',
    pull: false,
    commit: false,
    discard: false,
    privileged: false,
    login: false,
    docker_path: podman.program,
    fix_upload_owner: true,
    container_dir: '/packer-files',
    run_command: ['-d', '-i', '-t', '--entrypoint=/bin/sh', '--', '{{.Image}}'],
    ...more,
  }) as DockerOptions;

const make = async ({ communicator }: Reachable) => {
  const { signal } = new AbortController();
  const exit = await communicator.exec({ command: 'echo made >/etc/made; ls -d /packer-files' }, signal);
  expect(exit).toEqual({ kind: 'exited', code: 0 });
};

/** As the engine does it: what was noted is removed when the builder is done. */
async function build(more: Partial<DockerOptions>, context = createContext(), provision = make) {
  const builder = createDockerBuilder({ connect: connectContainer });
  const artifact = await builder.build(context, options(more), provision);
  await context.undo();
  return artifact;
}

test('a container becomes an image that runs what it ran before', async () => {
  const artifact = await build({ commit: true, changes: ['ENV MADE=yes'], author: 'Me', message: 'made' });
  expect(artifact?.builderId).toBe('packer.post-processor.docker-import');
  expect(artifact?.id).toMatch(/^sha256:[0-9a-f]{64}$/u);
  expect(podman.run('run', '--rm', artifact!.id)).toBe('made');
  const [image] = JSON.parse(podman.run('image', 'inspect', artifact!.id));
  expect(image.Config.Env).toContain('MADE=yes');
  expect([image.Author, image.Config.Entrypoint, image.Config.Cmd]).toEqual([
    'Me',
    ['/bin/cat'],
    ['/etc/made'],
  ]);
  expect(podman.run('ps', '--all', '--quiet')).toBe('');
  await artifact?.remove?.();
  expect(() => podman.run('image', 'inspect', artifact!.id)).toThrow();
}, 120_000);

test('changes of the template win over what the image had', async () => {
  const artifact = await build({ commit: true, changes: ['ENTRYPOINT ["/bin/ls"]'] });
  const [image] = JSON.parse(podman.run('image', 'inspect', artifact!.id));
  expect(image.Config.Entrypoint).toEqual(['/bin/ls']);
  expect(image.Config.Cmd ?? []).toEqual([]);
}, 120_000);

test('its files become a tar archive', async () => {
  const artifact = await build({ export_path: 'out/files.tar' });
  expect(artifact).toMatchObject({ builderId: 'packer.docker', id: 'Container', files: ['out/files.tar'] });
  const made = execFileSync('tar', ['-xOf', join(folder, 'out/files.tar'), 'etc/made'], { encoding: 'utf8' });
  expect(made).toBe('made\n');
}, 120_000);

test('nothing is left of one that is discarded', async () => {
  const artifact = await build({ discard: true });
  expect(artifact?.files).toEqual([]);
  expect(podman.run('ps', '--all', '--quiet')).toBe('');
}, 120_000);

test('an image is built from a Dockerfile first', async () => {
  writeFileSync(join(folder, 'Dockerfile'), 'FROM tiny\nARG WHO\nENV WHO=$WHO\n');
  const dockerfile = { path: 'Dockerfile', arguments: { WHO: 'me' }, pull: false, compress: false };
  const artifact = await build({ image: undefined, build: dockerfile as never, commit: true });
  const [image] = JSON.parse(podman.run('image', 'inspect', artifact!.id));
  expect(image.Config.Env).toContain('WHO=me');
}, 120_000);

test('a container is found by its name long after, and only its own', async () => {
  const context = createContext();
  const fails = () => Promise.reject(new Error('the script failed'));
  await expect(build({ commit: true }, context, fails)).rejects.toThrow('the script failed');
  const other = podman.run('create', '--name', 'not-ours', 'tiny', 'true');
  expect(podman.run('ps', '--all', '--format', '{{.Names}}')).toContain(`strata-${context.buildId}-app`);
  await context.undo();
  await containerKind.remove(context, { program: podman.program, name: `strata-${context.buildId}-app` });
  expect(podman.run('ps', '--all', '--quiet', '--no-trunc')).toBe(other);
  podman.run('rm', other);
}, 120_000);

test('a folder of the build’s own is shown inside', async () => {
  const context = createContext();
  await build({ discard: true }, context, async ({ communicator }) => {
    await communicator.exec({ command: 'echo hello >/packer-files/word' }, context.signal);
  });
  expect(readFileSync(join(folder, `strata-${context.buildId}-app`, 'word'), 'utf8')).toBe('hello\n');
}, 120_000);
