import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connectMachine } from '../../../communicators/src/connect-machine';
import { makeGuest } from '../testing/guest';
import { createBuilds, createContext, folder, removeBuilds, run } from './testing/guest-builds';

const { build } = createBuilds(connectMachine);

beforeAll(() => void makeGuest(), 120_000);
afterAll(removeBuilds);

/** Megabytes: with less this firmware starts nothing. */
const ROOM = 512;

test('a machine with UEFI, a TPM and another disk finds all of them', async () => {
  const context = createContext();
  const artifact = await build(
    {
      efi_boot: true,
      memory: ROOM,
      vtpm: true,
      disk_additional_size: ['8M'],
      vnc_use_password: true,
      boot_wait: 0,
      boot_command: ['<esc>'],
    },
    async (machine) => {
      expect(await run(machine, 'ls -d /sys/firmware/efi /dev/tpm0; cat /sys/block/vdb/size')).toBe(
        '/dev/tpm0\n/sys/firmware/efi\n16384\n',
      );
    },
    context,
  );
  const name = context.buildName;
  expect(artifact?.files.map((file) => file.split('/').at(-1))).toEqual([
    'efivars.fd',
    `packer-${name}`,
    `packer-${name}-1`,
  ]);
}, 100_000);

test('firmware that is not there is told, with the package that has it', async () => {
  const context = createContext();
  const work = build(
    { efi_boot: true, efi_firmware_code: '/nowhere/CODE.fd' },
    async () => undefined,
    context,
  );
  await expect(work).rejects.toMatchObject({
    diagnostics: [{ code: 'BLD024', hint: expect.stringContaining('ovmf') }],
  });
  expect(existsSync(join(folder, `output-${context.buildName}`))).toBe(false);
});
