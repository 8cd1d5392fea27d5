import { getDefaultArguments } from './defaults';
import { escapeCommas } from './drives';
import type { Endpoints, MachineParts } from './machine';
import { applyOverrides } from './overrides';

/** The arguments that start a machine. Equal parts give equal arguments, in the same order. */
export function getCommandLine(parts: MachineParts): readonly string[] {
  const all = applyOverrides(getDefaultArguments(parts), parts);
  return [
    ...[...all].flatMap(([name, values]) =>
      values.length === 0 ? [name] : values.flatMap((value) => [name, value]),
    ),
    ...getControl(parts.endpoints),
  ];
}

/** Our own way to speak to QEMU, beside whatever the template opens; its path is also how the process is found again. */
function getControl({ control }: Endpoints): readonly string[] {
  return [
    ...['-chardev', `socket,id=strata-control,path=${escapeCommas(control)},server=on,wait=off`],
    ...['-mon', 'chardev=strata-control,mode=control'],
  ];
}

/**
 * The same without what differs from run to run: equal for two machines of which one can go on where the other was. Which
 * ports lead to it is no part of it.
 */
export function getLastingCommandLine(
  parts: Omit<MachineParts, 'endpoints'>,
  hostAddress: string,
): readonly string[] {
  return getCommandLine({
    ...parts,
    outputDirectory: 'output',
    disks: parts.disks.map((_, index) => `disk${index}`),
    iso: parts.iso && 'iso',
    cd: parts.cd && 'cd',
    efi: parts.efi && { ...parts.efi, variables: 'efivars' },
    display: undefined,
    endpoints: { vnc: 5900, control: 'control', http: { ip: hostAddress, port: 1 } },
  });
}
