import { type Diagnostic, Failure } from '@strata/diagnostics';
import { Secret } from '@strata/sdk';
import { createRecordingReporter, createTestPorts } from '@strata/sdk/testing';
import { type FloppyRequest, writeFloppy } from './write';

const files = {
  '/ws/answers/Autounattend.xml': '<x/>',
  '/ws/answers/deep/setup.cmd': 'rem',
  '/ws/drivers/net/net.sys': 'net',
  '/ws/drivers/disk/net.sys': 'disk',
  '/ws/one.txt': 'one',
  '/ws/large': 'x'.repeat(1_500_000),
  '/ws/half-a': 'x'.repeat(800_000),
  '/ws/half-b': 'x'.repeat(800_000),
  '/ws/what?': '',
  '/ws/link': { link: 'one.txt' },
  '/ws/lost/broken': { link: 'nowhere' },
};

async function write(request: Omit<FloppyRequest, 'target'>, variables = {}) {
  const ports = createTestPorts(files);
  const environment = { ...ports.environment, variables };
  const reporter = createRecordingReporter();
  const context = { ports: { ...ports, environment }, reporter, baseDirectory: '/ws' };
  const problems = await writeFloppy(context, { ...request, target: '/out/floppy.img' }).then(
    (): readonly Diagnostic[] => [],
    (error: unknown) => {
      if (error instanceof Failure) return error.diagnostics;
      throw error;
    },
  );
  const written = ports.files.entries.get('/out/floppy.img');
  const image = written === undefined ? undefined : await ports.files.read('/out/floppy.img');
  return { problems, image, warnings: reporter.warnings };
}

test('what is wrong is told, all of it, and nothing is written', async () => {
  const { problems, image } = await write({ files: ['on.txt', 'none/x'], directories: [] });
  expect(problems).toMatchObject([
    { code: 'SDK004', hint: 'Did you mean "one.txt"?' },
    { code: 'SDK004', detail: expect.stringMatching('none/x') },
  ]);
  expect(image).toBeUndefined();
});

test.each<[Omit<FloppyRequest, 'target'>, string, RegExp]>([
  [{ files: ['large'] }, 'BLD044', /^\/ws\/large has 1500000 bytes; a floppy has 1474560\.$/],
  [{ files: ['half-*'] }, 'BLD044', /They need 1563 KiB, a floppy has 1423\.5 KiB\.$/],
  [{ files: ['what?'] }, 'BLD047', /^"what\?" cannot be on a floppy: FAT allows none of/],
  [
    { files: ['drivers'] },
    'BLD047',
    /^\/ws\/drivers\/disk\/net\.sys and \/ws\/drivers\/net\/net\.sys would both/,
  ],
  [{ content: { a: '1', A: '2' } }, 'BLD047', /^"A" and "a" are one name on a floppy\.$/],
  [{ content: { '../a': '1' } }, 'BLD047', /^"\.\.\/a" names no file/],
  [{ content: { a: '' }, label: 'twelve-chars' }, 'BLD047', /^"twelve-chars" cannot be the label/],
  [{ content: { a: '' }, label: 'a/b' }, 'BLD047', /^"a\/b" cannot be the label/],
  [{ directories: ['lost'] }, 'BLD047', /^\/ws\/lost\/broken leads nowhere/],
  [{ files: ['[a'] }, 'BLD047', /^"\[a" is no pattern/],
])('%j is told', async (request, code, detail) => {
  const { problems, image } = await write(request);
  expect(problems).toMatchObject([{ code, detail: expect.stringMatching(detail) }]);
  expect(image).toBeUndefined();
});

test('names that the root has no room for are told', async () => {
  const content = Object.fromEntries(Array.from({ length: 112 }, (_, index) => [`name-${index}`, '']));
  expect((await write({ content })).problems).toMatchObject([
    { code: 'BLD044', detail: expect.stringMatching('need 225 entries in the root, where there are 224') },
  ]);
  const { 'name-0': _, ...fewer } = content;
  expect((await write({ content: fewer })).problems).toEqual([]);
});

test('one file that is named twice is there once', async () => {
  expect((await write({ files: ['one.txt', '*.txt'] })).problems).toEqual([]);
});

test('a pattern that nothing fits is told and no problem', async () => {
  const { problems, warnings } = await write({ files: ['*.none'], content: { a: '' } });
  expect(problems).toEqual([]);
  expect(warnings).toEqual(['Nothing fits the pattern "*.none".']);
});

test('equal files give equal bytes, whatever their order; the time shows', async () => {
  const one = await write({ files: ['one.txt', 'answers'], content: { x: '1', y: new Secret('2') } });
  const two = await write({ files: ['answers', 'one.txt'], content: { y: '2', x: '1' } });
  expect(one.image?.length).toBe(1_474_560);
  expect(one.image?.equals(two.image!)).toBe(true);
  const later = await write({ files: ['one.txt'] }, { SOURCE_DATE_EPOCH: '1700000000' });
  const early = await write({ files: ['one.txt'] });
  expect(later.image?.equals(early.image!)).toBe(false);
});
