import { Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { createPostProcessContext, createTestPorts, type MemoryEntry } from '@strata/sdk/testing';
import { checksum } from './post-process';
import { type ChecksumOptions, checksumSchema } from './schema';

const artifact: Artifact = { builderId: 'b', id: 'ami-1', files: ['out/a.txt'], description: '' };

async function run(
  options: Partial<ChecksumOptions> = {},
  { files = {}, input = artifact }: { files?: Readonly<Record<string, MemoryEntry>>; input?: Artifact } = {},
) {
  const ports = createTestPorts({ '/ws/out/a.txt': 'hello world', ...files });
  const context = createPostProcessContext({ ports, builderType: 'file', buildName: 'one' });
  const defaults = { checksum_types: ['md5'], output: checksumSchema.options.output.default };
  const run = checksum.postProcess(context, input, { ...defaults, ...options });
  const outcome = await run.then(
    (result) => ({ result, problems: [] }),
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return { result: undefined, problems: error.diagnostics };
    },
  );
  return { ...outcome, text: (path: string) => ports.files.readText(path), ports };
}

test('by default there is an md5 in a file named for the build, as Packer writes it', async () => {
  const { text, result } = await run();
  expect(await text('/ws/packer_one_file_md5.checksum')).toBe('5eb63bbbe01eeed093cb22bb8f5acdc3\ta.txt\n');
  expect(result).toEqual({
    artifact: {
      builderId: 'packer.post-processor.checksum',
      id: '',
      files: ['out/a.txt', 'packer_one_file_md5.checksum'],
      description: 'Created artifact from files: out/a.txt, packer_one_file_md5.checksum',
    },
    input: 'must-keep',
  });
});

test('each type has its file', async () => {
  const { text } = await run({ checksum_types: ['sha1', 'sha224'], output: 'sums/{{ .ChecksumType }}' });
  expect(await text('/ws/sums/sha1')).toBe('2aae6c35c94fcfb415dbe95f408b9ce91ee846ed\ta.txt\n');
  expect(await text('/ws/sums/sha224')).toBe(
    '2f05477fc24bb4faefd86517156dafdecec45b8ad3cf2522a563582b\ta.txt\n',
  );
});

test('types that share a file have their lines one after the other, behind what it holds', async () => {
  const input = { ...artifact, files: ['out/a.txt', '/b'] };
  const { text } = await run(
    { checksum_types: ['md5', 'sha1'], output: 'sums' },
    { input, files: { '/b': '', '/ws/sums': 'old\n' } },
  );
  expect((await text('/ws/sums')).split('\n').map((line) => line.replace(/^(.{5}).*\t/, '$1 '))).toEqual([
    'old',
    '5eb63 a.txt',
    'd41d8 b',
    '2aae6 a.txt',
    'da39a b',
    '',
  ]);
});

test('a file that is not there is told before anything is written', async () => {
  const { problems, ports } = await run({}, { input: { ...artifact, files: ['out/a.txt', 'gone', 'out'] } });
  expect(problems.map(({ code, detail }) => `${code}: ${detail}`)).toEqual([
    'PPR002: gone belongs to the artifact, but is not there.',
    'PPR002: out belongs to the artifact, but is a directory.',
  ]);
  expect([...ports.files.entries.keys()]).toEqual(['/ws/out/a.txt']);
});

test('an artifact without files gives none', async () => {
  const { result, ports } = await run({}, { input: { ...artifact, files: [] } });
  expect(result?.artifact.files).toEqual([]);
  expect([...ports.files.entries.keys()]).toEqual(['/ws/out/a.txt']);
});
