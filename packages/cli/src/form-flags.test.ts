import { Failure } from '@strata/diagnostics';
import { parseFlags } from './flags';
import { formFlags, readDiskForm } from './form-flags';

const read = (format: string, ...words: string[]) =>
  readDiskForm(parseFlags(formFlags, words).value, { format, cwd: '/images' });

function getDetails(work: () => unknown): readonly (string | undefined)[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics.map(({ detail }) => detail);
    throw error;
  }
  return [];
}

test('without flags, all is left to what formats are by default', () => {
  expect(read('ova')).toEqual({ isCompressed: false, machine: {} });
});

test('flags say what a machine has', () => {
  const words = ['-cpus=4', '-memory=4096', '-disk-controller=sata', '-network-card=e1000'];
  expect(read('ova', ...words).machine).toEqual({
    cpus: 4,
    memory: 4096,
    diskController: 'sata',
    network: 'e1000',
  });
});

test('the disk below a qcow2 is looked for from where one is', () => {
  expect(read('qcow2', '-backing=golden.qcow2').backing).toBe('/images/golden.qcow2');
});

test('every flag that says nothing of the format is told', () => {
  expect(getDetails(() => read('vhd', '-compress', '-cpus=4'))).toEqual([
    '-compress says nothing of the format vhd. Formats that it is for: qcow2.',
    '-cpus says nothing of the format vhd. Formats that it is for: ova, ovf, vmx.',
  ]);
});

test.each([
  ['qcow2', ['-compress', '-backing=a'], 'exclude each other'],
  ['ova', ['-cpus=0'], '-cpus was given "0"'],
  ['ova', ['-memory=1023'], 'a multiple of 4'],
])('of %s, %j is told', (format, words, detail) => {
  expect(getDetails(() => read(format, ...words))).toEqual([expect.stringContaining(detail)]);
});
