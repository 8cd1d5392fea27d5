import { connectMachine } from '../../../communicators/src/connect-machine';
import { makeGuest } from '../testing/guest';
import { createBuilds, removeBuilds } from './testing/guest-builds';

const { makeKept } = createBuilds(connectMachine);

beforeAll(() => void makeGuest(), 120_000);
afterAll(removeBuilds);

test('states of a machine with UEFI and two disks are kept', async () => {
  // Megabytes of memory: with less this firmware starts nothing.
  const more = { efi_boot: true, memory: 512, efi_drop_efivars: true, disk_additional_size: ['8M'] };
  const first = await makeKept(['one', 'two'], more);
  expect([first.ran, first.text]).toEqual([['one', 'two'], 'one\ntwo\n']);
  const edited = await makeKept(['one', 'three'], more);
  expect([edited.ran, edited.text]).toEqual([['three'], 'one\nthree\n']);
  expect(edited.artifact.files.map((file) => file.split('/').at(-1))).toEqual([
    'packer-kept',
    'packer-kept-1',
  ]);
}, 100_000);
