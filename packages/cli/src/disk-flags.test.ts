import { Failure } from '@strata/diagnostics';
import { diskFlags, readDiskOptions } from './disk-flags';
import { parseFlags } from './flags';

const read = (...words: string[]) => readDiskOptions(parseFlags(diskFlags, words).value);

test('without flags, all is left to what disks are by default', () => {
  expect(read()).toEqual({ secureBoot: false });
});

test('flags say what a disk is like', () => {
  const words = ['-size=4G', '-free', '512M', '-firmware=uefi', '-secure-boot', '-loader=grub'];
  expect(read(...words, '-kernel-arguments', 'quiet splash')).toEqual({
    size: 4 * 2 ** 30,
    free: 512 * 2 ** 20,
    firmware: 'uefi',
    secureBoot: true,
    loader: 'grub',
    kernelArguments: 'quiet splash',
  });
});

test('all sizes that are none are told', () => {
  const told = (): readonly string[] => {
    try {
      read('-size=4', '-free=much');
    } catch (error) {
      if (error instanceof Failure) return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
    }
    return [];
  };
  expect(told()).toEqual([
    expect.stringContaining('CLI004 -size was given "4"'),
    expect.stringContaining('CLI004 -free was given "much"'),
  ]);
});
