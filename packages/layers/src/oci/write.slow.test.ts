import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { LayerRecord } from '@strata/sdk';
import { createActivities } from '@strata/sdk/progress';
import { createFakeClock, createRecordingReporter } from '@strata/sdk/testing';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import {
  findLeftOvers,
  makeTemporaryStore,
  searchPath,
  type TemporaryStore,
} from '../testing/temporary-store';
import { writeDockerArchive } from './write-docker';
import { writeOciLayout } from './write-oci';
import { writeRootfsTar } from './write-rootfs';

const config = {
  entrypoint: ['/bin/sh', '-c'],
  cmd: ['echo "hi"'],
  env: ['PATH=/bin', 'PORT=8080'],
  workdir: '/srv',
  user: '1000:1000',
  exposedPorts: ['8080/tcp'],
  labels: { maintainer: 'us' },
};

/** A base, a step that removes and replaces, one that changes nothing twice, and a capability. */
async function makeStack(box: TemporaryStore): Promise<readonly LayerRecord[]> {
  const base = await box.commit(
    'mkdir -p bin srv gone/deep; touch gone/deep/a srv/old bin/ping; setcap cap_net_raw+ep bin/ping; chmod 4755 srv/old; mkdir -m 1777 tmp',
  );
  const change = await box.step(
    [base],
    'rm srv/old; rm -r gone; mkdir gone; echo new >gone/b; ln gone/b srv/b',
  );
  const nothing = await box.commit('true');
  return [base, change, nothing, nothing];
}

/** Runs podman with a storage of its own. */
function podman(box: TemporaryStore, ...args: readonly string[]): string {
  return run(box, 'podman', [...getPlaces(box), ...args]);
}

function getPlaces(box: TemporaryStore): readonly string[] {
  return [
    '--root',
    join(box.folder, 'podman'),
    '--runroot',
    join(box.folder, 'run'),
    '--storage-driver',
    'vfs',
  ];
}

function run(box: TemporaryStore, command: string, args: readonly string[]): string {
  const env = { PATH: searchPath, HOME: box.folder, XDG_RUNTIME_DIR: box.folder };
  const { status, stdout, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** What a script says of an image's files, mounted by podman; anybody but root needs podman's own namespace for that. */
function look(box: TemporaryStore, image: string, script: string): string {
  const places = getPlaces(box).join(' ');
  const shell = ['sh', '-ec', `cd "$(podman ${places} image mount ${image})"; ${script}`];
  const root = process.getuid?.() === 0;
  const seen = root ? run(box, 'sh', shell.slice(1)) : podman(box, 'unshare', ...shell);
  if (root) podman(box, 'image', 'unmount', image);
  return seen;
}

function inspect(box: TemporaryStore, image: string) {
  const [found] = JSON.parse(podman(box, 'image', 'inspect', image));
  return found;
}

const settings = {
  Entrypoint: config.entrypoint,
  Cmd: config.cmd,
  Env: config.env,
  WorkingDir: '/srv',
  User: '1000:1000',
  ExposedPorts: { '8080/tcp': {} },
  Labels: config.labels,
};

describe('images for other tools', () => {
  test('podman loads an OCI layout and a docker-archive, with all settings, layers and files', async () => {
    await using box = await makeTemporaryStore();
    const layers = await makeStack(box);
    const diffIds = layers.map(({ diffId }) => diffId);
    const request = { image: { layers, config }, name: 'localhost/demo:1' };
    await writeOciLayout(box.store, { ...request, output: join(box.folder, 'demo.oci') });
    await writeOciLayout(box.store, {
      ...request,
      archive: true,
      name: 'localhost/demo:2',
      output: join(box.folder, 'demo.oci.tar'),
    });
    await writeDockerArchive(box.store, {
      ...request,
      name: 'localhost/demo:3',
      output: join(box.folder, 'demo.tar'),
    });
    for (const file of ['demo.oci', 'demo.oci.tar', 'demo.tar']) {
      const image = podman(box, 'load', '-q', '-i', join(box.folder, file))
        .trim()
        .split(' ')
        .at(-1) as string;
      const { Config, RootFS, Created, Architecture } = inspect(box, image);
      expect(Config).toEqual(settings);
      expect(RootFS.Layers).toEqual(diffIds);
      expect(Created).toBe('2023-11-14T22:13:20Z');
      expect(Architecture).toBe('amd64');
      const files = 'find . -mindepth 1 -printf "%P %m %n\\n" | sort; getcap bin/ping';
      expect(look(box, image, files)).toBe(
        'bin 755 2\nbin/ping 644 1\ngone 755 2\ngone/b 644 2\nsrv 755 2\nsrv/b 644 2\ntmp 1777 2\nbin/ping cap_net_raw=ep\n',
      );
    }
    podman(box, 'rmi', '-af');
    // Without root it keeps a process for its namespaces, beyond the last container.
    if (process.getuid?.() !== 0) podman(box, 'system', 'migrate');
    expect(await findLeftOvers(box.store)).toEqual([]);
  }, 60_000);

  test('the same image is written as the same bytes', async () => {
    await using box = await makeTemporaryStore();
    const image = { layers: await makeStack(box), config };
    const digests = [];
    for (const at of [1, 2]) {
      const request = (output: string) => ({ image, name: 'a:1', output: join(box.folder, `${at}`, output) });
      digests.push([
        await writeOciLayout(box.store, { ...request('i.oci.tar'), archive: true }),
        await writeDockerArchive(box.store, request('i.tar')),
        await writeRootfsTar(box.store, request('root.tar')),
        await writeRootfsTar(box.store, request('root.tar.gz')),
        await box.sh(`cd ${at}; sha256sum *`),
      ]);
    }
    expect(digests[1]).toEqual(digests[0]);
  });

  test('a rootfs tar and a squashed image have what the top of the stack shows, however it was made', async () => {
    await using box = await makeTemporaryStore();
    const layers = await makeStack(box);
    const output = join(box.folder, 'root.tar.zst');
    const digest = await writeRootfsTar(box.store, { image: { layers, config }, name: 'a', output });
    expect(await box.sh(`zstd -dc ${output} | sha256sum`)).toContain(digest.slice(7));
    const names = await box.sh(`zstd -dc ${output} | tar t`);
    expect(names).toBe('./\nbin/\nbin/ping\ngone/\ngone/b\nsrv/\nsrv/b\ntmp/\n');
    const atOnce = await box.commit(
      'mkdir -p bin srv gone; touch bin/ping; setcap cap_net_raw+ep bin/ping; mkdir -m 1777 tmp; echo new >gone/b; ln gone/b srv/b',
    );
    expect(await writeRootfsTar(box.store, { image: { layers: [atOnce], config }, name: 'a', output })).toBe(
      digest,
    );
    await writeDockerArchive(box.store, {
      image: { layers, config },
      name: 'a:1',
      output: join(box.folder, 'a.tar'),
      squash: true,
    });
    expect((await box.sh('tar tf a.tar')).trim().split('\n').at(-1)).toBe(`${digest.slice(7)}.tar`);
  });

  test('a folder with other files in it is never replaced by an image', async () => {
    await using box = await makeTemporaryStore();
    const output = join(box.folder, 'photos');
    await mkdir(output);
    await writeFile(join(output, 'cat.jpg'), 'meow');
    const image = { layers: [await box.commit('true')], config };
    const failure = await writeOciLayout(box.store, { image, name: 'a', output }).catch(
      (error: unknown) => error,
    );
    expect((failure as Failure).diagnostics.map(({ code }) => code)).toEqual(['LAY037']);
    expect(await readFile(join(output, 'cat.jpg'), 'utf8')).toBe('meow');
  });

  test.each([
    ['an OCI layout', writeOciLayout, 'writing the image', 'oci'],
    ['a docker-archive', writeDockerArchive, 'writing the image', 'tar'],
    ['a tar of the files', writeRootfsTar, 'writing the files', 'tar'],
  ])('%s is reported while it is written', async (_title, write, label, output) => {
    await using box = await makeTemporaryStore();
    const image = { layers: [await box.commit('seq 100000 >a')], config };
    const reporter = createRecordingReporter();
    const startActivity = createActivities(reporter, createFakeClock());
    await write(box.store, { image, name: 'a', output: join(box.folder, output), startActivity });
    const last = reporter.progressed.at(-1);
    expect(last).toMatchObject({ label, unit: 'bytes', ended: true });
    expect(last?.done).toBe(last?.total ?? last?.done);
    expect(last?.done).toBeGreaterThan(0);
  });

  test('a damaged layer is not exported; nothing half is written', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('seq 10000 >a');
    await box.sh(`printf X | dd of=store/blobs/sha256/${layer.diffId.slice(7)} bs=1 seek=60 conv=notrunc`);
    const request = { image: { layers: [layer], config }, name: 'a', output: join(box.folder, 'out') };
    for (const write of [writeOciLayout, writeDockerArchive]) {
      const failure = await write(box.store, request).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Failure);
    }
    expect(await readdir(box.folder)).toEqual(['store']);
    expect(await findLeftOvers(box.store)).toEqual([]);
  });
});

alsoAsOrdinaryUser(__filename);
