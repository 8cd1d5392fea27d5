import { Failure } from '@strata/diagnostics';
import type { DiskOptions } from '@strata/sdk';
import { chooseOptions } from './options';
import { GIB, MIB } from './sizes';

function refuse(options: DiskOptions): readonly string[] {
  try {
    chooseOptions(options);
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ code, detail }) => `${code} ${detail}`);
    throw error;
  }
  return [];
}

test('a disk starts under BIOS and UEFI by GRUB, with a GiB left free, unless told otherwise', () => {
  expect(chooseOptions({})).toEqual({
    firmware: 'both',
    loader: 'grub',
    secureBoot: false,
    kernelArguments: '',
    free: GIB,
  });
  expect(chooseOptions({ size: 4 * GIB, free: 0 })).toMatchObject({ size: 4 * GIB, free: 0 });
});

test.each([
  ['part of a MiB', 4 * GIB + 1],
  ['less than holds a system', 64 * MIB],
  ['more than a file holds', 16 * 2 ** 40],
  ['no number', Number.NaN],
])('a size that is %s is refused', (_, size) => {
  expect(refuse({ size })).toEqual([expect.stringMatching(/^LAY100 The size .* from 128\.0 MiB to/)]);
});

test.each([["console='x'"], ['a$b'], ['a\nb'], ['a"b"'], ['\\'], ['é']])(
  'kernel arguments that GRUB would read otherwise are refused: %j',
  (kernelArguments) => {
    expect(refuse({ kernelArguments })).toEqual([expect.stringMatching(/^LAY100 The kernel arguments/)]);
  },
);

test('everything that cannot be together is told at once', () => {
  const problems = refuse({ firmware: 'bios', secureBoot: true, loader: 'uki', size: 1, free: -1 });
  expect(problems.map((text) => text.slice(0, 6))).toEqual([
    'LAY100',
    'LAY100',
    'LAY101',
    'LAY101',
    'LAY101',
  ]);
});
