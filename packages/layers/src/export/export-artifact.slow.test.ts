import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Artifact, Exported, ImageExport, ImageFacts } from '@strata/sdk';
import { createNodePorts } from '@strata/sdk/node';
import { createPostProcessContext } from '@strata/sdk/testing';
import { findLeftOvers, makeTemporaryStore, type TemporaryStore } from '../testing/temporary-store';
import { exportArtifact } from '.';

let box: TemporaryStore;
beforeEach(async () => {
  box = await makeTemporaryStore();
});
afterEach(() => box[Symbol.asyncDispose]());

function write(artifact: Partial<Artifact>, more: Partial<ImageExport> = {}): Promise<Exported> {
  const places = { store: join(box.folder, 'store'), downloads: join(box.folder, 'downloads') };
  const ports = createNodePorts() as never;
  const context = createPostProcessContext({ ports, places, baseDirectory: box.folder });
  const { format = 'vhd' } = more;
  return exportArtifact(context, {
    artifact: { builderId: 'test', id: 'VM', files: [], description: 'A test', ...artifact },
    output: join(box.folder, `out.${format}`),
    name: 'golden',
    disk: { secureBoot: false },
    form: { isCompressed: false, machine: {} },
    ...{ ...more, format },
  });
}

const told = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof Failure ? error.diagnostics.map(({ code }) => code) : [error]),
  );

/** A disk with a boot sector and something in its middle. */
const makeDisk = () =>
  box.sh(`truncate -s 8M vm.raw
    printf '\\125\\252' | dd of=vm.raw bs=1 seek=510 conv=notrunc
    seq 100000 | dd of=vm.raw bs=1M seek=3 conv=notrunc
    qemu-img convert -f raw -O qcow2 vm.raw vm.qcow2`);

test('the disk of a machine is written in another format, whatever its own: equal disks, equal files', async () => {
  await makeDisk();
  for (const name of ['vm.raw', 'vm.qcow2']) {
    const machine = { disks: [name], accelerator: 'kvm' };
    const output = join(box.folder, `${name}.vhd`);
    expect(await write({ files: [name], machine }, { output })).toEqual({
      files: [output],
      summary: 'vhd disk of 8 MiB',
    });
  }
  const read = (name: string) => readFile(join(box.folder, name));
  expect((await read('vm.raw.vhd')).equals(await read('vm.qcow2.vhd'))).toBe(true);
  const compared = execFileSync('qemu-img', ['compare', '-f', 'raw', '-F', 'vpc', 'vm.raw', 'vm.raw.vhd'], {
    cwd: box.folder,
    encoding: 'utf8',
  });
  expect(compared).toBe('Images are identical.\n');
  expect(await findLeftOvers(box.store)).toEqual([]);
});

test('of a machine that only its files are known of, the first disk among them is written', async () => {
  await makeDisk();
  await box.sh('truncate -s 64K efivars.fd; mkdir folder');
  const { summary } = await write({ files: ['efivars.fd', 'folder', 'vm.qcow2'] });
  expect(summary).toBe('vhd disk of 8 MiB');
});

test('of a folder, every file in it is told', async () => {
  await makeDisk();
  const { files } = await write({ files: ['vm.raw'] }, { format: 'ovf' });
  expect(files).toEqual(
    ['golden-disk1.vmdk', 'golden.mf', 'golden.ovf'].map((name) => join(box.folder, 'out.ovf', name)),
  );
});

test('layers become what is made of layers', async () => {
  const image: ImageFacts = {
    layers: [await box.commit('mkdir etc; echo 1 >etc/one')],
    base: {},
    config: {},
  };
  const { files } = await write({ image }, { format: 'tar' });
  expect(execFileSync('tar', ['-xOf', files[0] as string, 'etc/one'], { encoding: 'utf8' })).toBe('1\n');
});

test('what the same layers gave is left alone until it, or what it is made of, is another', async () => {
  const commit = async (text: string): Promise<ImageFacts> => ({
    layers: [await box.commit(`mkdir etc; echo ${text} >etc/one`)],
    base: {},
    config: {},
  });
  const [one, two] = [await commit('1'), await commit('2')];
  const look = async (image: ImageFacts) => {
    const { files, summary } = await write({ image }, { format: 'tar' });
    const text = execFileSync('tar', ['-xOf', files[0] as string, 'etc/one'], { encoding: 'utf8' }).trim();
    return [text, summary.endsWith(', as it was')];
  };
  expect(await look(one)).toEqual(['1', false]);
  expect(await look(one)).toEqual(['1', true]);
  expect(await look(two)).toEqual(['2', false]);
  await box.sh('printf x | dd of=out.tar bs=1 seek=0 conv=notrunc');
  expect(await look(two)).toEqual(['2', false]);
});

test('what cannot be exported is told, and the artifact is left as it was', async () => {
  await makeDisk();
  await box.sh('tar -cf files.tar vm.qcow2');
  const before = await readFile(join(box.folder, 'vm.qcow2'));
  const refused = [
    write({ files: ['vm.qcow2'] }, { format: 'oci' }),
    write({ files: ['vm.qcow2'] }, { disk: { size: 2 ** 30 } }),
    write({ files: ['files.tar'] }),
    write({ files: ['gone'] }),
    write({}),
  ];
  for (const work of refused) expect(await told(work)).toEqual(['LAY124']);
  // A qcow2 below it that is not there: the export fails at its last step.
  const form = { isCompressed: false, backing: join(box.folder, 'gone.qcow2'), machine: {} };
  expect(await told(write({ files: ['vm.qcow2'] }, { format: 'qcow2', form }))).toEqual(['LAY123']);
  expect((await readFile(join(box.folder, 'vm.qcow2'))).equals(before)).toBe(true);
  expect((await readdir(box.folder)).filter((name) => name.startsWith('out'))).toEqual([]);
  expect(await findLeftOvers(box.store)).toEqual([]);
});
