import { listPartitions, makeLayout } from './layout';
import { GIB, MIB } from './sizes';

const size = 2 * GIB;

test('partitions follow each other, and the root file system comes last so that it can grow', () => {
  const partitions = listPartitions(makeLayout(size, 'both', 'seed'));
  expect(partitions.map(({ number, name }) => `${number} ${name}`)).toEqual(['14 bios', '15 esp', '1 root']);
  let end = MIB;
  for (const partition of partitions) {
    expect(partition.offset).toBe(end);
    end += partition.size;
  }
  expect(end).toBe(size - MIB);
});

test('a disk for one firmware alone has only its partition, and the root file system at the same place', () => {
  const numbers = (firmware: 'bios' | 'uefi') =>
    listPartitions(makeLayout(size, firmware, 'seed')).map(({ number }) => number);
  expect([numbers('bios'), numbers('uefi')]).toEqual([
    [14, 1],
    [15, 1],
  ]);
  expect(makeLayout(size, 'bios', 'seed').root).toEqual(makeLayout(size, 'both', 'seed').root);
});
