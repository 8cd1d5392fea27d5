import { Failure } from '@strata/diagnostics';
import type { Artifact, ExportImage, ImageExport, ImageFacts } from '@strata/sdk';
import { createPostProcessContext, createTestPorts, type MemoryEntry } from '@strata/sdk/testing';
import { createExport } from './post-process';
import { type ExportOptions, exportSchema } from './schema';

const image: ImageFacts = { layers: [{ diffId: 'sha256:aa', size: 1 }], base: {}, config: {} };
const artifact: Artifact = {
  builderId: 'strata.rootfs',
  id: 'sha256:ab',
  files: ['/ws/r.json'],
  description: '',
  image,
};

/** As the schema fills it in. */
function optionsOf(given: Partial<ExportOptions>): ExportOptions {
  const blank = Object.fromEntries(Object.keys(exportSchema.options).map((name) => [name, undefined]));
  const defaults = { output: '{{.BuildName}}.{{.Format}}', secure_boot: false, compress: false };
  return { ...blank, formats: ['raw'], ...defaults, ...given } as ExportOptions;
}

async function run(
  given: Partial<ExportOptions>,
  more: { readonly artifact?: Artifact; readonly files?: Readonly<Record<string, MemoryEntry>> } = {},
) {
  const asked: ImageExport[] = [];
  const exportImage: ExportImage = async (_context, request) => {
    asked.push(request);
    const isFolder = request.format === 'ovf';
    const inside = isFolder
      ? ['golden-disk1.vmdk', 'golden.ovf'].map((name) => `${request.output}/${name}`)
      : [];
    return { files: isFolder ? inside : [request.output], summary: `a ${request.format}` };
  };
  const context = createPostProcessContext({ ports: createTestPorts(more.files) });
  const processor = createExport(exportImage);
  const result = await processor.postProcess(context, more.artifact ?? artifact, optionsOf(given));
  return { asked, context, result };
}

test('each format is written beside the template, and the image is kept with them', async () => {
  const { asked, result } = await run({
    formats: ['qcow2', 'oci', 'qcow2'],
    output: 'out/{{.BuildName}}.{{.Format}}',
  });
  expect(asked.map(({ format, output, name }) => [format, output, name])).toEqual([
    ['qcow2', '/ws/out/golden.qcow2', 'golden'],
    ['oci', '/ws/out/golden.oci', 'golden'],
  ]);
  expect(result).toMatchObject({ input: 'keep', artifact: { id: 'sha256:ab', image } });
});

test('files that were written are the artifact, those in folders too: who comes later works on files', async () => {
  const { result } = await run({ formats: ['raw', 'ovf'] });
  expect(result.artifact.files).toEqual([
    'golden.raw',
    'golden.ovf/golden-disk1.vmdk',
    'golden.ovf/golden.ovf',
  ]);
});

test('words of the template say what disk and machine are like', async () => {
  const { asked } = await run({
    ...{
      formats: ['ova', 'qcow2'],
      size: '8G',
      free: '512M',
      firmware: 'uefi',
      secure_boot: true,
      loader: 'grub',
    },
    ...{ kernel_arguments: 'quiet', backing: 'parent.qcow2', cpus: 4, memory: 4096 },
    ...{ disk_controller: 'sata', network_card: 'e1000' },
  });
  expect(asked[0]).toMatchObject({
    disk: {
      ...{ size: 8 * 2 ** 30, free: 512 * 2 ** 20, firmware: 'uefi', secureBoot: true },
      ...{ loader: 'grub', kernelArguments: 'quiet' },
    },
    form: {
      isCompressed: false,
      backing: '/ws/parent.qcow2',
      machine: { cpus: 4, memory: 4096, diskController: 'sata', network: 'e1000' },
    },
  });
});

test('nobody writes over what is exported', async () => {
  const machine: Artifact = {
    ...artifact,
    files: ['out/vm'],
    machine: { disks: ['out/vm'], accelerator: 'kvm' },
  };
  const error = await run({ output: './out/vm' }, { artifact: machine }).catch((thrown: unknown) => thrown);
  expect(error instanceof Failure && error.diagnostics).toMatchObject([{ code: 'PPR083' }]);
});

test('an export that nobody keeps goes with its folder, and nothing else goes', async () => {
  const files = Object.fromEntries(
    ['golden.raw', 'golden.ovf/golden-disk1.vmdk', 'golden.ovf/golden.ovf', 'letter'].map((name) => [
      `/ws/${name}`,
      '',
    ]),
  );
  const { context, result } = await run({ formats: ['raw', 'ovf'] }, { files });
  await result.artifact.remove?.();
  expect(await context.ports.files.list('/ws')).toEqual(['letter']);
});

test.each<[Partial<ExportOptions>, readonly string[]]>([
  [{ formats: ['raw', 'qcow2'] }, []],
  [{ formats: ['raw', 'qcow2'], output: 'golden' }, ['PPR032']],
  [{ formats: ['raw'], output: '{{.Path}}' }, ['SDK008']],
  [{ formats: ['vhd', 'ova'], compress: true, cpus: 2 }, ['PPR080']],
  [{ formats: ['qcow2'], compress: true, backing: 'a.qcow2' }, ['PPR082']],
  [{ formats: ['raw'], size: '4', free: 'much' }, ['PPR081', 'PPR081']],
  [{ formats: ['ova'], cpus: 0, memory: 1023 }, ['PPR012', 'PPR012']],
])('of %j is told %j', (given, codes) => {
  const found = exportSchema.rules.flatMap((rule) =>
    rule(
      optionsOf(given),
      () => undefined,
      (option, value) => `${option} = ${value}`,
    ),
  );
  expect(found.map(({ code }) => code)).toEqual(codes);
});
