import type { GuestEndpoints } from './loopback-address';

/** Everything that decides the command line of a machine. Paths are absolute. */
export interface MachineParts {
  readonly accelerator: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly mac: string;
  /** MiB. */
  readonly memory: number;
  readonly disks: readonly { readonly path: string; readonly volumeId: string }[];
  readonly firmware?: { readonly code: string; readonly variables: string } | undefined;
  readonly endpoints: GuestEndpoints;
  /** Port of this machine at which the metadata service listens. */
  readonly metadataPort: number;
  readonly console: string;
  /** Socket of QEMU's protocol. */
  readonly control: string;
}

const PROCESSORS = '2';
const MAKER = 'Amazon EC2';
/** QEMU forwards addresses of the guest's own network alone, so the service's network is the guest's. */
const NETWORK = '169.254.0.0/16';
const SERVICE = '169.254.169.254';
/** What QEMU gives the first machine of that network. */
export const GUEST_ADDRESS = '169.254.2.15';

/** The arguments that start a machine like one of EC2's Nitro system: NVMe, DMI that says so, and its metadata service. */
export function getCommandLine(parts: MachineParts): readonly string[] {
  return [
    ...['-name', parts.instanceId],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-vga', 'std'],
    ...['-machine', `pc,accel=${parts.accelerator}`],
    ...['-m', `${parts.memory}M`, '-smp', PROCESSORS],
    ...(parts.accelerator === 'tcg' ? ['-cpu', 'max'] : ['-cpu', 'host']),
    ...['-serial', `file:${escapeCommas(parts.console)}`],
    ...['-netdev', getNetwork(parts)],
    ...['-device', `virtio-net-pci,netdev=net0,mac=${parts.mac}`],
    ...['-device', 'virtio-rng-pci'],
    ...parts.disks.flatMap(getDisk),
    ...getFirmware(parts),
    ...getSmbios(parts),
    ...['-qmp', `unix:${escapeCommas(parts.control)},server=on,wait=off`],
  ];
}

function getDisk({ path, volumeId }: MachineParts['disks'][number], index: number): readonly string[] {
  return [
    '-drive',
    `if=none,id=disk${index},file=${escapeCommas(path)},format=qcow2,cache=unsafe,discard=unmap`,
    '-device',
    `nvme,drive=disk${index},serial=${volumeId.replace('-', '')},bootindex=${index}`,
  ];
}

function getFirmware({ firmware }: MachineParts): readonly string[] {
  if (!firmware) return [];
  return [
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${escapeCommas(firmware.code)}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${escapeCommas(firmware.variables)}`],
  ];
}

/** Programs tell EC2 by the maker, and by an id that is the serial number too and begins with `ec2`. */
function getSmbios({ instanceId, instanceType }: MachineParts): readonly string[] {
  const digits = `ec2${instanceId.slice('i-'.length)}`.padEnd(32, '0').slice(0, 32);
  const id = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
  return [
    `type=0,vendor=${MAKER},version=1.0`,
    `type=1,manufacturer=${MAKER},product=${instanceType},serial=${id},uuid=${id}`,
    `type=2,manufacturer=${MAKER},asset=${instanceId}`,
    `type=3,manufacturer=${MAKER},asset=${MAKER}`,
  ].flatMap((fields) => ['-smbios', fields]);
}

/** A program for each connection of the guest carries it over to the service. */
const CARRY =
  'const s=require("net").connect(Number(process.argv[1]),"127.0.0.1");process.stdin.pipe(s).pipe(process.stdout);s.on("error",()=>process.exit(1))';

function getNetwork({ endpoints: { address, ports }, metadataPort }: MachineParts): string {
  const carry = ['env', '-u', 'NODE_OPTIONS', process.execPath, '-e', CARRY, String(metadataPort)];
  const command = carry.map((word) => `'${word}'`).join(' ');
  return [
    'user,id=net0',
    `net=${NETWORK}`,
    ...[...ports].map(([guest, host]) => `hostfwd=tcp:${address}:${host}-:${guest}`),
    `guestfwd=tcp:${SERVICE}:80-cmd:${escapeCommas(command)}`,
  ].join(',');
}

/** A comma ends a value of QEMU's options; two are one. */
function escapeCommas(text: string): string {
  return text.replaceAll(',', ',,');
}
