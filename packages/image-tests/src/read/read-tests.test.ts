import { createTestPorts } from '@strata/sdk/testing';
import { readChecks } from './read-tests';

const read = async (files: Readonly<Record<string, string>>) => {
  const { checks, diagnostics } = await readChecks(createTestPorts(files), '/t/all.yaml');
  return {
    ids: checks.map(({ id }) => id),
    told: diagnostics.map(({ code, detail }) => `${code} ${detail}`),
  };
};

const one = (id: string) => `package: { ${id}: { installed: true } }\n`;

test('files are included by path, by name and by pattern, seen from the file that includes', async () => {
  const files = {
    '/t/all.yaml': `${one('own')}gossfile:\n  more: { file: sub/a.yaml }\n  sub/b*.yaml: {}\n  off.yaml: { skip: true }\n`,
    '/t/sub/a.yaml': `${one('a')}gossfile: { c.yaml: {} }\n`,
    '/t/sub/b1.yaml': one('b1'),
    '/t/sub/b2.yaml': one('b2'),
    '/t/sub/c.yaml': one('c'),
  };
  expect(await read(files)).toEqual({ ids: ['own', 'a', 'c', 'b1', 'b2'], told: [] });
});

test('a file that is not there, and a pattern that nothing fits, are told', async () => {
  const files = { '/t/all.yaml': 'gossfile:\n  none.yaml: {}\n  x/*.yaml: {}\n  y: { files: a }\n' };
  expect((await read(files)).told).toEqual([
    'TST003 A gossfile entry has no attribute "files".',
    'TST010 There is no file "none.yaml", seen from /t.',
    'TST010 Nothing fits "x/*.yaml", seen from /t.',
    'TST010 There is no file "y", seen from /t.',
  ]);
});

test('a ring is shown, and a pattern that finds its own file is none', async () => {
  const files = {
    '/t/all.yaml': `${one('all')}gossfile: { "*.yaml": {} }\n`,
    '/t/b.yaml': `${one('b')}gossfile: { c.yaml: {} }\n`,
    '/t/c.yaml': 'gossfile: { b.yaml: {} }\n',
  };
  const { ids, told } = await read(files);
  expect(ids).toEqual(['all', 'b', 'b']);
  expect(told).toEqual([
    'TST011 /t/b.yaml includes /t/c.yaml includes /t/b.yaml.',
    'TST011 /t/c.yaml includes /t/b.yaml includes /t/c.yaml.',
  ]);
});

test('a file that cannot be read is told', async () => {
  expect((await read({})).told).toEqual([expect.stringMatching(/^TST009 \/t\/all.yaml cannot be read/)]);
});
