import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareBlocks } from './compare-blocks';

describe('comparing disks by their blocks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'strata-blocks-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(name: string, bytes: readonly number[]): string {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(bytes));
    return path;
  }

  it('counts blocks that differ and blocks that hold something, for each size', async () => {
    const before = write('before', [1, 1, 0, 0, 2, 2, 0, 0]);
    const after = write('after', [1, 1, 0, 3, 2, 2, 0, 0]);
    expect(await compareBlocks(before, after, [2, 4])).toEqual([
      { blockSize: 2, changed: 1, filled: 3 },
      { blockSize: 4, changed: 1, filled: 2 },
    ]);
  });

  it('takes what a shorter disk lacks for zeros', async () => {
    const before = write('short', [1, 1]);
    const after = write('long', [1, 1, 0, 0, 5, 0]);
    expect(await compareBlocks(before, after, [2])).toEqual([{ blockSize: 2, changed: 1, filled: 2 }]);
  });
});
