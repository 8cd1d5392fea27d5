import type { GuestEndpoints } from './loopback-address';
import type { GuestNetwork } from './machine-wish';

/** Everything that decides the command line of a machine. Paths are absolute. */
export interface MachineParts {
  readonly accelerator: string;
  readonly name: string;
  readonly mac: string;
  /** MiB. */
  readonly memory: number;
  readonly controllers: readonly string[];
  readonly disks: readonly { readonly path: string; readonly device: string }[];
  readonly medium?: { readonly path: string; readonly device: string } | undefined;
  readonly smbios: readonly string[];
  readonly network: GuestNetwork;
  readonly firmware?: { readonly code: string; readonly variables: string } | undefined;
  readonly endpoints: GuestEndpoints;
  /** Port of this machine at which the cloud's service listens. */
  readonly servicePort: number;
  readonly console: string;
  /** Socket of QEMU's protocol. */
  readonly control: string;
}

const PROCESSORS = '2';

/** The arguments that start a machine as its cloud wants it. */
export function getCommandLine(parts: MachineParts): readonly string[] {
  return [
    ...['-name', parts.name],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-vga', 'std'],
    ...['-machine', `pc,accel=${parts.accelerator}`],
    ...['-m', `${parts.memory}M`, '-smp', PROCESSORS],
    ...(parts.accelerator === 'tcg' ? ['-cpu', 'max'] : ['-cpu', 'host']),
    ...['-serial', `file:${escapeCommas(parts.console)}`],
    ...['-netdev', getNetwork(parts)],
    ...['-device', `virtio-net-pci,netdev=net0,mac=${parts.mac}`],
    ...['-device', 'virtio-rng-pci'],
    ...parts.controllers.flatMap((controller) => ['-device', controller]),
    ...parts.disks.flatMap(getDisk),
    ...getMedium(parts),
    ...getFirmware(parts),
    ...parts.smbios.flatMap((fields) => ['-smbios', fields]),
    ...['-qmp', `unix:${escapeCommas(parts.control)},server=on,wait=off`],
  ];
}

function getDisk({ path, device }: MachineParts['disks'][number], index: number): readonly string[] {
  return [
    '-drive',
    `if=none,id=disk${index},file=${escapeCommas(path)},format=qcow2,cache=unsafe,discard=unmap`,
    '-device',
    `${device},drive=disk${index},bootindex=${index}`,
  ];
}

function getMedium({ medium }: MachineParts): readonly string[] {
  if (!medium) return [];
  const drive = `if=none,id=medium,media=cdrom,readonly=on,format=raw,file=${escapeCommas(medium.path)}`;
  return ['-drive', drive, '-device', `${medium.device},drive=medium`];
}

function getFirmware({ firmware }: MachineParts): readonly string[] {
  if (!firmware) return [];
  return [
    ...['-drive', `if=pflash,unit=0,format=raw,readonly=on,file=${escapeCommas(firmware.code)}`],
    ...['-drive', `if=pflash,unit=1,format=raw,file=${escapeCommas(firmware.variables)}`],
  ];
}

/** A program for each connection of the guest carries it over to the service. */
const CARRY =
  'const s=require("net").connect(Number(process.argv[1]),"127.0.0.1");process.stdin.pipe(s).pipe(process.stdout);s.on("error",()=>process.exit(1))';

function getNetwork({ endpoints: { address, ports }, network, servicePort }: MachineParts): string {
  const carry = ['env', '-u', 'NODE_OPTIONS', process.execPath, '-e', CARRY, String(servicePort)];
  const command = carry.map((word) => `'${word}'`).join(' ');
  return [
    'user,id=net0',
    `net=${network.range}`,
    ...[...ports].map(([guest, host]) => `hostfwd=tcp:${address}:${host}-:${guest}`),
    ...network.services.map((service) => `guestfwd=tcp:${service}:80-cmd:${escapeCommas(command)}`),
  ].join(',');
}

/** A comma ends a value of QEMU's options; two are one. */
function escapeCommas(text: string): string {
  return text.replaceAll(',', ',,');
}
