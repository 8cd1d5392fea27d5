import { type Diagnostic, Failure } from '@strata/diagnostics';
import { parseDiskSize } from '@strata/sdk';
import { problem } from '../codes';
import { defineFlags, type Parsed } from '../flags';
import { CLOUDS, type Cloud } from './clouds';
import { GUEST_FIRMWARES, type GuestFirmware } from './firmware';

const MIB = 2 ** 20;

/** What kind of machine an image is started as. */
export interface GuestMachine {
  readonly firmware: GuestFirmware;
  readonly cloud: Cloud;
  /** MiB. */
  readonly memory: number;
  /** Bytes, whole MiB. @default as large as the image's own disk */
  readonly diskSize?: number;
  /** Nothing is reached from inside but the services of its cloud. @default false */
  readonly isOffline?: boolean;
}

/** What an image is started as when nothing is said of it. */
export const usualMachine: GuestMachine = { firmware: 'bios', cloud: 'nocloud', memory: 1024 };

/** What is not as usual, in words of the flags: each kind of machine has kept states of its own. */
export function nameGuestMachine(machine: GuestMachine): readonly string[] {
  const { firmware, cloud, memory, diskSize, isOffline } = machine;
  return [
    ...(firmware === usualMachine.firmware ? [] : [firmware]),
    ...(cloud === usualMachine.cloud ? [] : [cloud]),
    ...(memory === usualMachine.memory ? [] : [`memory-${memory}`]),
    ...(diskSize === undefined ? [] : [`${diskSize / MIB}m`]),
    ...(isOffline ? ['offline'] : []),
  ];
}

/** Flags of everything that starts an image. */
export const guestFlags = defineFlags({
  firmware: {
    kind: 'text',
    placeholder: GUEST_FIRMWARES.join('|'),
    allowed: GUEST_FIRMWARES,
    doc: 'What starts the machine: a BIOS, UEFI, or UEFI with Secure Boot and Microsoft’s keys. By default bios.',
  },
  cloud: {
    kind: 'text',
    placeholder: CLOUDS.join('|'),
    allowed: CLOUDS,
    doc: 'What the machine takes itself for, by cloud-init’s names: its disks, its DMI and the services it asks are as there. By default nocloud.',
  },
  memory: {
    kind: 'number',
    placeholder: 'MIB',
    doc: `Memory of the machine. By default ${usualMachine.memory}.`,
  },
  'disk-size': {
    kind: 'text',
    placeholder: 'SIZE',
    doc: 'Start on a larger disk, such as 8G (powers of 1024), to which the image has to grow.',
  },
});

/** What the flags say of the machine. @throws Failure CLI004 for a size that is none */
export function readGuestMachine(flags: Parsed<typeof guestFlags>['flags']): GuestMachine {
  const {
    firmware = usualMachine.firmware,
    cloud = usualMachine.cloud,
    memory = usualMachine.memory,
  } = flags;
  const { 'disk-size': size } = flags;
  const diskSize = size === undefined ? undefined : parseDiskSize(size);
  if (size !== undefined && !(diskSize !== undefined && diskSize > 0 && diskSize % MIB === 0))
    throw new Failure(
      problem('CLI004', {
        detail: `-disk-size was given "${size}". Allowed: a number with M, G or T, such as 8G, in whole MiB.`,
      }),
    );
  return {
    firmware: firmware as GuestFirmware,
    cloud: cloud as Cloud,
    memory,
    ...(diskSize !== undefined && { diskSize }),
  };
}

/** The flags mean something only where a machine is started. */
export function checkNoMachine(flags: Parsed<typeof guestFlags>['flags']): readonly Diagnostic[] {
  return (Object.keys(guestFlags) as readonly (keyof typeof guestFlags)[])
    .filter((name) => flags[name] !== undefined)
    .map((name) =>
      problem('CLI004', {
        detail: `-${name} says what machine is started, and tests in layers start none.`,
        hint: 'Give -in=machine as well, or leave it out.',
      }),
    );
}
