import { Failure } from '@strata/diagnostics';
import { findGuestFirmware } from './firmware';
import { checkDiskSize } from './guest-disk';
import { checkNoMachine, nameGuestMachine, readGuestMachine } from './guest-machine';

type Given = Parameters<typeof readGuestMachine>[0];
const given = (changes: Partial<Given> = {}): Given => ({
  firmware: undefined,
  cloud: undefined,
  memory: undefined,
  'disk-size': undefined,
  ...changes,
});

const getProblems = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics;
    throw error;
  }
  return [];
};

test('a machine is as usual until something is said of it', () => {
  const machine = readGuestMachine(given());
  expect(machine).toEqual({ firmware: 'bios', cloud: 'nocloud', memory: 1024 });
  expect(nameGuestMachine(machine)).toEqual([]);
});

test('each kind of machine has a name of its own', () => {
  const machine = readGuestMachine(
    given({ firmware: 'uefi', cloud: 'azure', memory: 2048, 'disk-size': '6G' }),
  );
  expect(nameGuestMachine(machine)).toEqual(['uefi', 'azure', 'memory-2048', '6144m']);
  expect(nameGuestMachine({ ...machine, isOffline: true })).toContain('offline');
});

test.each([['6'], ['-1G'], ['0G'], ['0.0001M']])('-disk-size=%s is told', async (size) => {
  expect(await getProblems(() => readGuestMachine(given({ 'disk-size': size })))).toMatchObject([
    { code: 'CLI004', detail: expect.stringContaining(`"${size}"`) },
  ]);
});

test('a disk cannot become smaller', async () => {
  const files = { stat: async () => ({ kind: 'file', size: 2 ** 32, mode: 0, modified: 0 }) as const };
  const machine = readGuestMachine(given({ 'disk-size': '2G' }));
  expect(await getProblems(() => checkDiskSize(files, '/disk', machine))).toMatchObject([
    { code: 'CLI004', detail: expect.stringMatching(/2048M.*4096M/u) },
  ]);
});

test('what is said of a machine is told where none is started', () => {
  const names = (flags: Given) => checkNoMachine(flags).map(({ detail }) => detail?.split(' ')[0]);
  expect(names(given())).toEqual([]);
  expect(names(given({ firmware: 'bios', 'disk-size': '6G' }))).toEqual(['-firmware', '-disk-size']);
});

test.each(['uefi', 'secure-boot'] as const)(
  'without OVMF, %s is told with the package that has it',
  async (firmware) => {
    const work = () => findGuestFirmware({ stat: async () => undefined }, firmware);
    expect(await getProblems(work)).toMatchObject([
      { code: 'CLI035', hint: expect.stringContaining('apt-get install ovmf') },
    ]);
  },
);

test('firmware is taken where code and variables are both there', async () => {
  const only = ['OVMF_CODE_4M.fd', 'OVMF_CODE.fd', 'OVMF_VARS.fd'].map((name) => `/usr/share/OVMF/${name}`);
  const stat = async (path: string) =>
    only.includes(path) ? ({ kind: 'file', size: 1, mode: 0, modified: 0 } as const) : undefined;
  expect(await findGuestFirmware({ stat }, 'uefi')).toMatchObject({
    efi_firmware_code: '/usr/share/OVMF/OVMF_CODE.fd',
    efi_firmware_vars: '/usr/share/OVMF/OVMF_VARS.fd',
  });
});
