import type { MachineFields } from './clouds';
import { GUEST_USER } from './seed';

/** What a guest is made of. Paths are absolute. */
export interface GuestParts {
  /** Raw; stays as it is. */
  readonly disk: string;
  /** Bytes, where the machine's disk is to be larger than that. */
  readonly diskSize?: number;
  readonly firmware: MachineFields;
  readonly cloud: MachineFields;
  readonly privateKeyFile: string;
  /** MiB. */
  readonly memory: number;
  readonly processors: number;
  /** A folder that is not there yet. */
  readonly output: string;
}

/** `type.name` of the source. */
export const GUEST_SOURCE = 'qemu.guest';

/** Time that a guest without acceleration has to answer. */
const PATIENCE = '20m';

/** cloud-init first: what it sets up is part of the machine. Neither has to be there, nor to be content. */
const UNTIL_UP = [
  'if command -v cloud-init >/dev/null; then cloud-init status --wait >/dev/null 2>&1 || true; fi',
  'if command -v systemctl >/dev/null; then systemctl is-system-running --wait >/dev/null 2>&1 || true; fi',
];

/**
 * A template that starts a disk as a machine and waits until it is up. It is built like any other, so that states of the
 * machine are kept: the next start of the same disk takes seconds.
 */
export function makeGuestTemplate({
  disk,
  diskSize,
  firmware,
  cloud,
  privateKeyFile,
  memory,
  processors,
  output,
}: GuestParts): string {
  const guest = {
    disk_image: true,
    iso_url: disk,
    iso_checksum: 'none',
    format: 'qcow2',
    ...(diskSize === undefined ? { skip_resize_disk: true } : { disk_size: `${diskSize}b` }),
    output_directory: output,
    // The machine is thrown away: writing its disk anew would take longer than its kept start.
    skip_export: true,
    memory,
    cpus: processors,
    headless: true,
    boot_wait: '0s',
    ...firmware,
    ...cloud,
    qemuargs: [...(firmware.qemuargs ?? []), ...(cloud.qemuargs ?? [])],
    ssh_username: GUEST_USER,
    ssh_private_key_file: privateKeyFile,
    ssh_timeout: PATIENCE,
  };
  const template = {
    source: { qemu: { guest } },
    build: [{ sources: [`source.${GUEST_SOURCE}`], provisioner: [{ shell: { inline: UNTIL_UP } }] }],
  };
  return `${JSON.stringify(template, escapeText, 2)}\n`;
}

/** Texts of templates in JSON may hold expressions, and nothing here is one. */
function escapeText(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[$%](?=\{)/gu, '$&$&') : value;
}
