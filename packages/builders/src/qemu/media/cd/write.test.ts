import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diagnostic, defineCodes, Failure } from '@strata/diagnostics';
import { type ProcessSpec, Secret } from '@strata/sdk';
import { createFiles } from '@strata/sdk/node';
import { createRecordingReporter, createTestPorts } from '@strata/sdk/testing';
import { type CdRequest, writeCd } from './write';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-cd-'));
  mkdirSync(join(folder, 'seed/deep'), { recursive: true });
  writeFileSync(join(folder, 'seed/meta-data'), 'meta');
  writeFileSync(join(folder, 'seed/deep/x'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

const missing = defineCodes({ SDK001: 'Program not found' });

interface Machine {
  /** Programs that are there. */
  readonly programs?: readonly string[];
  readonly code?: number;
  readonly signal?: AbortSignal;
}

/** Runs with programs that write what they see into the image. */
async function write(
  request: Omit<CdRequest, 'target'>,
  { programs = ['xorriso'], code = 0, signal = new AbortController().signal }: Machine = {},
) {
  const tried: ProcessSpec[] = [];
  const processes = {
    async run(spec: ProcessSpec) {
      spec.signal?.throwIfAborted();
      tried.push(spec);
      if (!programs.includes(spec.command)) throw new Failure(missing('SDK001', { detail: spec.command }));
      const image = spec.args.find((arg) => arg.endsWith('.iso'))!;
      const names = readdirSync(join(image, '../root'), { recursive: true, encoding: 'utf8' });
      writeFileSync(image, names.sort().join('\n'));
      spec.onOutput?.('stderr', Buffer.from('no room\n'));
      return { code, signal: undefined };
    },
  };
  const ports = { ...createTestPorts(), files: createFiles(), processes };
  const context = { ports, reporter: createRecordingReporter(), baseDirectory: folder, signal };
  const target = join(folder, 'out.iso');
  const error = await writeCd(context, { ...request, target }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error !== undefined && !(error instanceof Failure)) throw error;
  const problems: readonly Diagnostic[] = error?.diagnostics ?? [];
  const left = readdirSync(folder).sort();
  return { tried, problems, left, content: () => readFileSync(target, 'utf8').split('\n'), target };
}

test.each([
  [['seed'], ['seed', 'seed/deep', 'seed/deep/x', 'seed/meta-data']],
  [['seed/'], ['deep', 'deep/x', 'meta-data']],
  [['seed/*'], ['deep', 'deep/x', 'meta-data']],
  [['./seed/meta-data'], ['meta-data']],
])('cd_files %j puts %j onto the CD', async (files, names) => {
  expect((await write({ files })).content()).toEqual(names);
});

test('texts make their folders, and nobody else may read the image', async () => {
  const { content, target, left } = await write({
    files: ['seed/'],
    content: { '/meta-data': 'new', 'a/b/user-data': new Secret('s3cret') },
  });
  expect(content()).toEqual(['a', 'a/b', 'a/b/user-data', 'deep', 'deep/x', 'meta-data']);
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(left).toEqual(['out.iso', 'seed']);
});

test('the first program that is there is taken, with the label and a fixed time', async () => {
  const { tried } = await write(
    { content: { a: '' }, label: 'cidata' },
    { programs: ['genisoimage', 'hdiutil'] },
  );
  expect(tried.map(({ command }) => command)).toEqual(['xorriso', 'mkisofs', 'genisoimage']);
  expect(tried.at(-1)?.args.join(' ')).toMatch(/-volid cidata -o /);
  expect(tried.at(-1)?.env).toMatchObject({ SOURCE_DATE_EPOCH: '0' });
});

test('no program is told with all that would do', async () => {
  const { problems, left } = await write({ content: { a: '' } }, { programs: [] });
  expect(problems).toMatchObject([
    { code: 'BLD045', detail: expect.stringMatching('xorriso, mkisofs, genisoimage, hdiutil, oscdimg') },
  ]);
  expect(left).toEqual(['seed']);
});

test('a program that fails is told in its own words, and nothing is left', async () => {
  const { problems, left } = await write({ content: { a: '' } }, { code: 5 });
  expect(problems).toMatchObject([
    { code: 'BLD046', detail: 'xorriso failed with code 5. Its last output:\n  no room' },
  ]);
  expect(left).toEqual(['seed']);
});

test.each<[Omit<CdRequest, 'target'>, string, RegExp]>([
  [{ files: ['seeed'] }, 'SDK004', /^"seeed" is not there/],
  [{ content: { a: '', 'a/b': '' } }, 'BLD047', /^"a" would be a file and a folder/],
  [{ content: { a: '' }, label: 'x'.repeat(33) }, 'BLD047', /cannot be the label of a CD/],
  [{ content: { '/': '' } }, 'BLD047', /^"\/" names no file/],
])('%j is told before anything is written', async (request, code, detail) => {
  const { problems, left } = await write(request);
  expect(problems).toMatchObject([{ code, detail: expect.stringMatching(detail) }]);
  expect(left).toEqual(['seed']);
});

test('an abort leaves nothing', async () => {
  const abort = new AbortController();
  abort.abort(new Error('enough'));
  await expect(write({ files: ['seed'] }, { signal: abort.signal })).rejects.toThrow('enough');
  expect(readdirSync(folder)).toEqual(['seed']);
});
