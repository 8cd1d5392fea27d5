import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInFolder } from '../testing/run-in-folder';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-again-'));
});
afterEach(() => rm(folder, { recursive: true }));

const getTemplate = (chain: string) => `
source "file" "x" {
  content = "what was built"
  target  = "out/x.txt"
}
build {
  sources = ["file.x"]
  provisioner "shell-local" { inline = ["echo built >> log.txt"] }
  ${chain}
}
`;

const write = (chain: string) => writeFile(join(folder, 'a.pkr.hcl'), getTemplate(chain));
const read = (name: string) => readFile(join(folder, name), 'utf8');
const strata = (...args: readonly string[]) => runInFolder(folder, ['build', ...args, 'a.pkr.hcl']);

test('a chain that failed is mended and run again without a build', async () => {
  await write('post-processor "shell-local" { inline = ["exit 3"] }');
  const failed = await strata();
  expect(failed.code).toBe(1);
  expect(failed.out).toContain('build with -post-processors-only');
  await write('post-processor "checksum" { output = "sums" }');
  const again = await strata('-post-processors-only');
  expect([again.code, again.err]).toEqual([0, '']);
  expect(await read('sums')).toMatch(/^[\da-f]{32}\tx\.txt\n$/);
  expect(await read('log.txt')).toBe('built\n');
  const [record = ''] = await readdir(join(folder, '.strata/artifacts'), { recursive: true }).then((names) =>
    names.filter((name) => name.endsWith('.json')),
  );
  expect(await read(join('.strata/artifacts', record))).not.toContain(folder);
});

test('what is not there or is another is told, and nothing is run', async () => {
  await write('post-processor "shell-local" { inline = ["echo ran >> log.txt"] }');
  const nothing = await strata('-post-processors-only');
  expect([nothing.code, nothing.out]).toEqual([1, expect.stringContaining('(ENG017)')]);
  expect((await strata()).code).toBe(0);
  await writeFile(join(folder, 'out/x.txt'), 'edited');
  const changed = await strata('-post-processors-only');
  expect([changed.code, changed.out]).toEqual([1, expect.stringContaining('out/x.txt is not what it was')]);
  await rm(join(folder, 'out/x.txt'));
  const gone = await strata('-post-processors-only');
  expect([gone.code, gone.out]).toEqual([1, expect.stringContaining('out/x.txt is gone')]);
  expect(await read('log.txt')).toBe('built\nran\n');
});
