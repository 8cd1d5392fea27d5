import { type Diagnostic, Failure } from '@strata/diagnostics';
import { problem } from '../../codes';

/** What QEMU says when it gives up, and what to do about it. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /could not set up host forwarding|address already in use|failed to find an available port|failed to bind/iu,
    'Another program has the port: give other ranges with host_port_min, vnc_port_min and the like.',
  ],
  [
    /could not access KVM|failed to initialize kvm|kvm.*(?:permission|denied|not available)/iu,
    'This machine does not let QEMU use KVM: join the group kvm, or set accelerator = "tcg", which is slower and works everywhere.',
  ],
  [/invalid accelerator|is not a valid accelerator/iu, 'qemu-system-x86_64 -accel help lists what it has.'],
  [
    /gtk initialization failed|cannot open display|could not initialize (?:SDL|gtk)|Parameter 'type' does not accept value/iu,
    'There is no desktop to open a window on: set headless = true.',
  ],
  [
    /could not load (?:PC )?BIOS|could not find ROM|pflash|firmware/iu,
    'Look at firmware, efi_firmware_code and efi_firmware_vars: the file must be there and be meant for this machine_type (apt-get install ovmf).',
  ],
  [/cannot allocate memory|cannot set up guest memory/iu, 'Give the machine less memory.'],
  [/failed to get .* lock/iu, 'Another QEMU has the disk open: wait for it, or end it.'],
  [/bridge helper failed|access denied by acl/iu, 'Allow the bridge in /etc/qemu/bridge.conf: allow BRIDGE.'],
  [
    /is not a valid device model|unsupported machine type|unable to find CPU model/iu,
    'QEMU lists what it knows with -device help, -machine help and -cpu help.',
  ],
  [/Could not open/iu, 'See whether the file is there and may be read.'],
];

const ELSE = 'Look at qemuargs and at the options that are not left as they are.';

export function isPortTaken(said: string): boolean {
  return HINTS[0]![0].test(said);
}

/** Why a program that should have gone on is gone. */
export function explainEnd(
  said: string,
  more: { readonly program: string; readonly end: string },
): Diagnostic {
  const hint = HINTS.find(([pattern]) => pattern.test(said))?.[1];
  const words = said === '' ? 'It said nothing.' : `It said:\n${said}`;
  return problem('BLD011', {
    detail: `${more.program} ${more.end} before the build was done with it. ${words}`,
    hint: hint ?? (said === '' ? SHUT_DOWN : ELSE),
  });
}

const SHUT_DOWN =
  'A machine that shuts itself down ends so. See that nothing in it does (an installer at its end, a provisioner): the build shuts it down when it is done, by shutdown_command.';

/** A program that is not there, by the package that brings it. */
export function explainMissing(error: unknown, program: string): unknown {
  if (!(error instanceof Failure) || error.diagnostics[0]?.code !== 'SDK001') return error;
  const diagnostic = problem('BLD010', {
    detail: error.diagnostics[0].detail,
    hint: `Install QEMU (apt-get install qemu-system-x86 qemu-utils), or name the program: ${program === 'qemu-img' ? 'it comes with QEMU' : 'qemu_binary'}.`,
  });
  return new Failure(diagnostic, { cause: error });
}
