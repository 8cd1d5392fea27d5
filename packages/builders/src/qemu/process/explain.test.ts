import { explainEnd, isPortTaken } from './explain';

test.each([
  ["Could not set up host forwarding rule 'tcp::2222-:22'", 'host_port_min'],
  ['Could not access KVM kernel module: Permission denied', 'accelerator = "tcg"'],
  ['gtk initialization failed', 'headless = true'],
  ["qemu: could not load PC BIOS 'x.bin'", 'efi_firmware_code'],
  ['cannot set up guest memory', 'less memory'],
  ['Failed to get "write" lock', 'Another QEMU'],
  ["-device x: 'x' is not a valid device model name", '-device help'],
  ['something else', 'qemuargs'],
])('%s comes with a next step', (said, hint) => {
  const diagnostic = explainEnd(said, { program: 'qemu', end: 'ended with exit code 1' });
  expect(diagnostic.detail).toContain(said);
  expect(diagnostic.hint).toContain(hint);
});

test('a machine that says nothing has shut itself down', () => {
  const { detail, hint } = explainEnd('', { program: 'qemu', end: 'ended with exit code 0' });
  expect([detail, hint]).toEqual([
    'qemu ended with exit code 0 before the build was done with it. It said nothing.',
    expect.stringContaining('shutdown_command'),
  ]);
});

test('only a port that is taken is worth another try', () => {
  expect(isPortTaken('Failed to find an available port: Address already in use')).toBe(true);
  expect(isPortTaken('gtk initialization failed')).toBe(false);
});
