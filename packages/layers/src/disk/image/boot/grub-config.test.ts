import { makeGrubConfig } from './grub-config';
import { getKernelCommand } from './kernel-command';

const rootId = '11d5ad39-a679-82a1-b29d-c720974518c4';

test('GRUB finds the root file system by its id and tells the kernel the same', () => {
  const config = makeGrubConfig({ rootId, kernelArguments: '' });
  expect(config).toContain(`search --no-floppy --fs-uuid --set=root ${rootId}\n`);
  expect(config).toContain(`'root=UUID=${rootId}'`);
});

test('words of the user come last, so that theirs hold', () => {
  const words = getKernelCommand({ rootId, kernelArguments: ' quiet  console=ttyS1;x ' });
  expect(words.slice(-2)).toEqual(['quiet', 'console=ttyS1;x']);
  expect(words).toContain('console=ttyS0,115200n8');
});

test('nothing in a word means anything to GRUB', () => {
  const config = makeGrubConfig({ rootId, kernelArguments: 'a;reboot {b}' });
  expect(config).toContain("'a;reboot' '{b}'\n");
});
