import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { createFiles } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';
import { vagrant } from './post-process';
import { type VagrantOptions, vagrantSchema } from './schema';

let folder: string;

/** The beginning of a disk of 40 GiB and one byte, and some content. */
function makeQcow2(): Buffer {
  const disk = Buffer.alloc(70_000, 'disk');
  disk.write('QFI\xfb', 0, 'latin1');
  disk.writeBigUInt64BE(40n * 1024n ** 3n + 1n, 24);
  return disk;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-vagrant-'));
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out/vm'), makeQcow2());
  writeFileSync(join(folder, 'out/vm-1'), Buffer.alloc(5000, 'second'));
  writeFileSync(join(folder, 'out/efivars.fd'), 'vars');
  writeFileSync(join(folder, 'info.json'), '{"author":"us"}');
  writeFileSync(join(folder, 'Vagrantfile.tmpl'), 'config.vm.hostname = "{{ .BuildName }}-{{.Provider}}"');
});
afterEach(() => rmSync(folder, { recursive: true }));

const defaults = Object.fromEntries(
  Object.entries(vagrantSchema.options).flatMap(([name, spec]) =>
    'default' in spec ? [[name, spec.default]] : [],
  ),
);
const machine: Artifact = {
  builderId: 'transcend.qemu',
  id: 'VM',
  files: ['out/efivars.fd', 'out/vm'],
  description: '',
  machine: { disks: ['out/vm'], accelerator: 'kvm' },
};

async function run(options: Partial<VagrantOptions> = {}, artifact: Artifact = machine) {
  const ports = { ...createTestPorts(), files: createFiles() };
  const scratch = join(folder, 'scratch');
  const context = createPostProcessContext({
    ports,
    baseDirectory: folder,
    scratch,
    buildName: 'web',
    builderType: 'qemu',
  });
  const whole = { ...defaults, architecture: 'amd64', ...options } as VagrantOptions;
  return vagrant.postProcess(context, artifact, whole).then(
    (result) => ({ result, problems: [] as readonly Diagnostic[] }),
    (error: unknown) => {
      if (error instanceof Failure) return { result: undefined, problems: error.diagnostics };
      throw error;
    },
  );
}

const BOX = 'packer_web_libvirt_amd64.box';
const tar = (...args: readonly string[]) => execFileSync('tar', args, { cwd: folder, maxBuffer: 2 ** 24 });
const read = (name: string, box = BOX) => tar('-xOf', box, name);

test('a box holds the disk, what libvirt has to know of it, and a Vagrantfile', async () => {
  const { result } = await run();
  expect(result).toEqual({
    artifact: {
      builderId: 'mitchellh.post-processor.vagrant',
      id: 'libvirt',
      files: [BOX],
      description: `'libvirt' provider box: ${BOX}`,
    },
    input: 'discard',
  });
  expect(tar('-tf', BOX).toString()).toBe('Vagrantfile\nbox.img\nmetadata.json\n');
  expect(read('box.img').equals(makeQcow2())).toBe(true);
  expect(JSON.parse(read('metadata.json').toString())).toEqual({
    provider: 'libvirt',
    format: 'qcow2',
    virtual_size: 41,
    architecture: 'amd64',
  });
  expect(read('Vagrantfile').toString()).toMatch(/:libvirt do .*\n +libvirt\.driver = "kvm"\n/);
});

test('a machine that was emulated runs emulated again', async () => {
  await run({}, { ...machine, machine: { disks: ['out/vm'], accelerator: 'tcg' } });
  expect(read('Vagrantfile').toString()).toMatch('libvirt.driver = "qemu"');
});

test('several disks are a list', async () => {
  await run({}, { ...machine, machine: { disks: ['out/vm', 'out/vm-1'], accelerator: 'kvm' } });
  expect(tar('-tf', BOX).toString()).toBe('Vagrantfile\nbox_0.img\nbox_1.img\nmetadata.json\n');
  expect(JSON.parse(read('metadata.json').toString())).toEqual({
    provider: 'libvirt',
    disks: [
      { path: 'box_0.img', format: 'qcow2' },
      { path: 'box_1.img', format: 'raw' },
    ],
    architecture: 'amd64',
  });
});

test('the template says the name, what else goes in, and more of the Vagrantfile', async () => {
  await run({
    output: 'boxes/{{.BuildName}}-{{.ArtifactId}}.box',
    include: ['info.json'],
    vagrantfile_template: 'Vagrantfile.tmpl',
  });
  const box = 'boxes/web-VM.box';
  expect(read('info.json', box).toString()).toBe('{"author":"us"}');
  expect(read('Vagrantfile', box).toString()).toMatch(/\nconfig\.vm\.hostname = "web-libvirt"\n$/);
});

test('a metadata.json that is brought along is taken', async () => {
  mkdirSync(join(folder, 'own'));
  writeFileSync(join(folder, 'own/metadata.json'), '{"provider":"libvirt"}');
  await run({ include: ['own/metadata.json'] });
  expect(read('metadata.json').toString()).toBe('{"provider":"libvirt"}');
});

test('the level decides how much is compressed, and 0 is a plain tar', async () => {
  await run({ output: 'plain.box', compression_level: 0 });
  await run({ output: 'packed.box', compression_level: 9 });
  const plain = readFileSync(join(folder, 'plain.box'));
  expect(gunzipSync(readFileSync(join(folder, 'packed.box'))).equals(plain)).toBe(true);
});

test('an empty name is none, as in Packer', async () => {
  const { result } = await run({ output: '' });
  expect(result?.artifact.files).toEqual([BOX]);
});

test('override counts for its provider alone', async () => {
  const override = {
    libvirt: { output: 'mine.box', compression_level: 0 },
    virtualbox: { output: 'other.box' },
  };
  const { result } = await run({ override });
  expect(result?.artifact.files).toEqual(['mine.box']);
});

test('equal disks give equal boxes', async () => {
  await run({ output: 'one.box' });
  await run({ output: 'two.box' });
  expect(readFileSync(join(folder, 'one.box')).equals(readFileSync(join(folder, 'two.box')))).toBe(true);
});

test('files of another tool become a box when the provider is named', async () => {
  const artifact: Artifact = {
    builderId: 'packer.post-processor.artifice',
    id: '',
    files: ['out/vm-1'],
    description: '',
  };
  expect((await run({}, artifact)).problems).toMatchObject([
    {
      code: 'PPR050',
      detail: expect.stringMatching(
        /^Unknown artifact type, can't build box: packer\.post-processor\.artifice/,
      ),
    },
  ]);
  expect((await run({ provider_override: 'libvirt' }, artifact)).problems).toEqual([]);
  expect(JSON.parse(read('metadata.json').toString())).toMatchObject({ format: 'raw', virtual_size: 1 });
});

test.each<[Partial<VagrantOptions>, string]>([
  [{ include: ['inf.json'] }, 'SDK004'],
  [{ vagrantfile_template: 'none' }, 'SDK004'],
  [{ output: 'out/vm' }, 'PPR050'],
])('%j is told, and no box is left', async (options, code) => {
  const { problems } = await run(options);
  expect(problems).toMatchObject([{ code }]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.box'))).toEqual([]);
  expect(readFileSync(join(folder, 'out/vm')).equals(makeQcow2())).toBe(true);
});

const check = (options: Record<string, unknown>) =>
  vagrantSchema.rules.flatMap((rule) =>
    rule(
      options,
      () => undefined,
      (name, value) => `${name} = ${value}`,
    ),
  );

test.each<[Record<string, unknown>, RegExp]>([
  [{ compression_level: 10 }, /from -1 to 9, not 10\.$/],
  [{ compression_level: 1.5 }, /from -1 to 9, not 1\.5\.$/],
  [{ output: '{{.Name}}.box' }, /\{\{\.Name\}\} has no meaning in output/],
  [{ override: [] }, /^override holds options by the name of a provider\.$/],
  [{ override: { libvrt: {} } }, /^override names "libvrt", which is no provider/],
  [{ override: { libvirt: { outptu: 'x' } } }, /cannot give "outptu"/],
  [{ override: { libvirt: { include: 'x' } } }, /^override of libvirt: include is a list\.$/],
  [{ override: { libvirt: { compression_level: 12 } } }, /not 12\.$/],
  [{ override: { libvirt: 5 } }, /^override of libvirt holds options by their name\.$/],
])('%j is refused', (options, detail) => {
  expect(check(options)).toMatchObject([{ detail: expect.stringMatching(detail) }]);
});

test('what is right is not refused', () => {
  expect(check({ compression_level: 0, override: { libvirt: { include: ['a'] }, aws: {} } })).toEqual([]);
});
