import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { alsoAsOrdinaryUser } from '../testing/ordinary-user';
import { makeTemporaryStore, readLayer, searchPath } from '../testing/temporary-store';
import { openStore } from './open';

async function getCodes(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.diagnostics.map(({ code }) => code);
  }
}

describe('damage', () => {
  const edits: readonly { readonly what: string; readonly edit: string }[] = [
    { what: 'a removed file', edit: 'rm etc/b' },
    { what: 'a file cut short', edit: 'truncate --size=1 etc/b' },
    { what: 'an edited file', edit: 'echo HELLO >etc/b' },
    { what: 'an added file', edit: 'touch etc/c' },
    { what: 'other rights', edit: 'chmod 777 etc/b' },
    { what: 'another owner', edit: 'chown 5:5 etc/b' },
    { what: 'a link that points elsewhere', edit: 'ln -sfn /x etc/l' },
    { what: 'a folder that is gone', edit: 'rm -r ../"$(basename "$PWD")"' },
  ];
  test.each(edits)('an unpacked layer with $what is unpacked again, and says so', async ({ edit }) => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('mkdir etc; echo hello >etc/b; ln -s b etc/l');
    const directory = await box.store.layerDirectory(layer.diffId);
    await box.sh(edit, directory);
    const other = await box.reopen();
    await other.layerDirectory(layer.diffId);
    expect(await box.sh('ls etc; cat etc/b; stat -c "%a %u %g" etc/b; readlink etc/l', directory)).toBe(
      'b\nl\nhello\n644 0 0\nb\n',
    );
    expect(box.notes.map(({ code, severity }) => [code, severity])).toEqual([['LAY006', 'warning']]);
    expect(await readdir(join(box.folder, 'store/tmp'))).toEqual([]);
  });

  test('a compressed tar that is gone or cut short makes the layer a miss at once', async () => {
    await using box = await makeTemporaryStore();
    for (const edit of ['rm', 'truncate --size=100']) {
      const layer = await box.commit(`echo ${edit} >a`);
      await box.store.remember('k', [layer]);
      expect(await box.store.find('k')).toEqual([layer]);
      await box.sh(`${edit} store/blobs/sha256/${layer.diffId.slice(7)}`);
      expect(await box.store.find('k')).toBeUndefined();
      expect(await box.store.check([layer])).toEqual([false]);
      expect(await box.commit(`echo ${edit} >a`)).toEqual(layer);
      expect(await box.store.find('k')).toEqual([layer]);
    }
    expect(box.notes.map(({ code }) => code)).toEqual(['LAY006', 'LAY006']);
  });

  const flips = [
    { what: 'garbage', edit: 'printf XXXX | dd of=$0 bs=1 seek=40 conv=notrunc' },
    { what: 'other content of the same size', edit: 'size=$(stat -c %s $0); head -c $size /dev/zero >$0' },
  ];
  test.each(flips)(
    'a compressed tar with $what is found when it is read; the layer is a miss then',
    async ({ edit }) => {
      await using box = await makeTemporaryStore();
      const layer = await box.commit('seq 10000 >a');
      const hex = layer.diffId.slice(7);
      await box.sh(`set -- ; rm -rf store/layers/${hex}; sh -c '${edit}' store/blobs/sha256/${hex}`);
      const other = await box.reopen();
      expect(await getCodes(other.layerDirectory(layer.diffId))).toEqual(['LAY006']);
      expect(await other.check([layer])).toEqual([false]);
      expect(await getCodes(other.layerDirectory(layer.diffId))).toEqual(['LAY007']);
      expect(await readdir(join(box.folder, 'store/tmp'))).toEqual([]);
      expect(await box.commit('seq 10000 >a')).toEqual(layer);
      expect((await readLayer(other, layer.diffId)).map(({ path }) => path)).toEqual(['', 'a']);
    },
  );

  test('records and keys that cannot be read count as missing', async () => {
    await using box = await makeTemporaryStore();
    const layer = await box.commit('touch a');
    await box.store.remember('k', [layer]);
    await writeFile(join(box.folder, 'store/keys/k.json'), '{"layers":[{"diffId":"../../etc/passwd"}]}');
    expect(await box.store.find('k')).toBeUndefined();
    await writeFile(join(box.folder, 'store/records', `${layer.diffId.slice(7)}.json`), '{"diffId":');
    expect(await box.store.check([layer])).toEqual([false]);
    expect(box.notes.map(({ code }) => code)).toEqual(['LAY008', 'LAY006']);
  });

  test('verify reads everything: it finds what a look at sizes and times does not', async () => {
    await using box = await makeTemporaryStore();
    const whole = await box.commit('echo whole >a');
    const tree = await box.commit('echo hello >a');
    const blob = await box.commit('seq 10000 >a');
    await box.sh(`echo HELLO >a; touch -d @1700000000 a`, await box.store.layerDirectory(tree.diffId));
    await box.sh(`printf X | dd of=store/blobs/sha256/${blob.diffId.slice(7)} bs=1 seek=60 conv=notrunc`);
    const other = await box.reopen();
    expect(await other.verify()).toEqual({
      whole: [whole.diffId],
      damaged: [blob.diffId],
      repaired: [tree.diffId],
    });
    expect(await box.sh('cat a', await other.layerDirectory(tree.diffId))).toBe('hello\n');
    expect(await other.check([whole, tree, blob])).toEqual([true, true, false]);
  });
});

describe('a folder that is not ours to use', () => {
  const open = (directory: string) =>
    openStore({ directory, searchPath, namespace: () => Promise.reject(new Error('not needed')) });

  test('a store of another version is refused with the way out, and nothing in it is touched', async () => {
    await using box = await makeTemporaryStore();
    const directory = join(box.folder, 'future');
    await mkdir(directory);
    await writeFile(join(directory, 'version'), 'strata layer store 2\n');
    const failure = await open(directory).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).diagnostics).toMatchObject([
      {
        code: 'LAY001',
        detail: expect.stringContaining('strata layer store 2'),
        hint: expect.stringContaining('mv '),
      },
    ]);
    expect(await readdir(directory)).toEqual(['version']);
    expect(await readFile(join(directory, 'version'), 'utf8')).toBe('strata layer store 2\n');
  });

  test('a folder with other files in it is refused, and nothing in it is touched', async () => {
    await using box = await makeTemporaryStore();
    const directory = join(box.folder, 'photos');
    await mkdir(directory);
    await writeFile(join(directory, 'cat.jpg'), '');
    expect(await getCodes(open(directory))).toEqual(['LAY002']);
    expect(await readdir(directory)).toEqual(['cat.jpg']);
  });

  test.each(['/proc/strata', '/sys/strata', '/etc/passwd/strata'])(
    '%s cannot be written and is refused',
    async (directory) => {
      expect(await getCodes(open(directory))).toEqual(['LAY003']);
    },
  );
});

alsoAsOrdinaryUser(__filename);
