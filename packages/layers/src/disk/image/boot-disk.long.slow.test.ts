import { bootDisk } from '../../testing/boot-disk';
import { upLine } from '../../testing/bootable-root';
import { type DiskFixture, diskSize, makeDiskFixture } from '../../testing/disk-fixture';

// Each starts a whole machine in software: seconds where nothing else runs, a minute or two beside other tests.
let fixture: DiskFixture;
beforeAll(async () => {
  fixture = await makeDiskFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

test.each(['bios', 'uefi'] as const)('a disk starts under %s by its own boot loader', async (firmware) => {
  const options = { size: diskSize, kernelArguments: 'quiet' };
  const { output, facts } = await fixture.make('disk.raw', { options });
  const said = await bootDisk(output, firmware);
  expect(said).toContain('motd: hello');
  expect(said).toContain(`firmware: ${firmware}`);
  expect(said).toContain(`root=UUID=${facts.rootId} ro console=tty0 console=ttyS0,115200n8 quiet`);
  expect(said).toContain(upLine);
});

test('a unified kernel image starts under UEFI, with the words of the user', async () => {
  const options = { size: diskSize, loader: 'uki', firmware: 'uefi', kernelArguments: 'quiet' } as const;
  const { output } = await fixture.make('uki.raw', { options });
  const said = await bootDisk(output, 'uefi');
  expect(said).toContain('command line: root=UUID=');
  expect(said).toContain('console=ttyS0,115200n8 quiet');
  expect(said).toContain(upLine);
});
