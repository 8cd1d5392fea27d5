import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from './log';

const NOW = Date.UTC(2024, 0, 2, 3, 4, 5);

function open(variables: Readonly<Record<string, string>>) {
  const lines: string[] = [];
  const log = createLog({ variables, now: () => NOW, writeError: (text) => lines.push(text) });
  log?.('a note');
  return lines;
}

describe('the log', () => {
  it.each([
    ['nobody asks', {}, []],
    ['PACKER_LOG is empty', { PACKER_LOG: '' }, []],
    ['PACKER_LOG is 0', { PACKER_LOG: '0' }, []],
    ['PACKER_LOG is anything else', { PACKER_LOG: 'yes' }, ['2024/01/02 03:04:05 a note\n']],
  ])('when %s', (_, variables, expected) => {
    expect(open(variables)).toEqual(expected);
  });

  it('goes to a file that is made anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'strata-log-'));
    const path = join(folder, 'a.log');
    expect(open({ PACKER_LOG: '1', PACKER_LOG_PATH: path })).toEqual([]);
    open({ PACKER_LOG: '1', PACKER_LOG_PATH: path });
    expect(readFileSync(path, 'utf8')).toBe('2024/01/02 03:04:05 a note\n');
    rmSync(folder, { recursive: true });
  });

  it('that cannot be kept in its file is told, and goes to standard error', () => {
    const lines = open({ PACKER_LOG: '1', PACKER_LOG_PATH: '/nowhere/at/all' });
    expect(lines).toEqual([
      expect.stringContaining('PACKER_LOG_PATH cannot be written'),
      expect.stringContaining('a note'),
    ]);
  });
});
