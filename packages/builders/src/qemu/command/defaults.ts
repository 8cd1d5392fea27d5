import { escapeCommas, getDrives } from './drives';
import type { Arguments, MachineParts } from './machine';

/** VNC counts its displays from here. */
const FIRST_VNC_PORT = 5900;
/** What Packer takes for less than it could mean. */
const LEAST_MEMORY = 10;
const USUAL_MEMORY = 512;

/** What the machine is started with unless `qemuargs` says otherwise, in an order that is always the same. */
export function getDefaultArguments(parts: MachineParts): Arguments {
  const { options, endpoints } = parts;
  const { devices, drives } = getDrives(parts);
  const memory = options.memory < LEAST_MEMORY ? USUAL_MEMORY : options.memory;
  const one = (value: string | undefined) => (value === undefined || value === '' ? undefined : [value]);
  const all: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['-name', [parts.name]],
    ['-machine', [getMachine(parts)]],
    ['-boot', parts.efi ? undefined : [options.disk_image ? 'c' : 'once=d']],
    ['-m', [`${memory}M`]],
    ['-smp', [getProcessors(parts)]],
    ['-cpu', one(options.cpu_model)],
    ['-netdev', [getNetwork(parts)]],
    ['-device', devices],
    ['-drive', drives],
    ['-vnc', [getVnc(parts)]],
    ['-display', one(parts.display)],
    ['-vga', one(options.vga)],
    ['-fda', one(parts.floppy)],
    ['-bios', options.use_pflash ? undefined : one(options.firmware)],
    ['-qmp', one(endpoints.userControl && `unix:${escapeCommas(endpoints.userControl)},server=on,wait=off`)],
    ['-chardev', one(endpoints.tpm && `socket,id=vtpm,path=${escapeCommas(endpoints.tpm)}`)],
    ['-tpmdev', endpoints.tpm ? ['emulator,id=tpm0,chardev=vtpm'] : undefined],
  ];
  return new Map(all.flatMap(([name, values]) => (values ? [[name, values] as const] : [])));
}

function getMachine({ options, accelerator }: MachineParts): string {
  const type = `type=${options.machine_type}`;
  return accelerator === 'none' ? type : `${type},accel=${accelerator}`;
}

/** Processors beyond what the topology holds are left out. */
function getProcessors({ options }: MachineParts): string {
  const topology = (['sockets', 'cores', 'threads'] as const).flatMap(
    (name): (readonly [string, number])[] => {
      const count = options[name];
      return count ? [[name, count]] : [];
    },
  );
  const most = topology.reduce((product, [, count]) => product * count, 1);
  const asked = options.cpus || most;
  const count = topology.length > 0 ? Math.min(asked, most) : asked;
  return [String(count), ...topology.map(([name, each]) => `${name}=${each}`)].join(',');
}

/** Only this machine may use the port that leads to the guest: who else could reach it might know its password. */
function getNetwork({ options, endpoints: { forward } }: MachineParts): string {
  if (options.net_bridge) return `bridge,id=user.0,br=${options.net_bridge}`;
  if (!forward) return 'user,id=user.0';
  return `user,id=user.0,hostfwd=tcp:127.0.0.1:${forward.host}-:${forward.guest}`;
}

function getVnc({ options, endpoints }: MachineParts): string {
  const address = `${options.vnc_bind_address}:${endpoints.vnc - FIRST_VNC_PORT}`;
  return options.vnc_use_password ? `${address},password=on` : address;
}
