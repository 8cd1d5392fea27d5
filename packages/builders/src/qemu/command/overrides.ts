import { fillPlaceholders } from '@strata/sdk';
import { getNetDevice } from './drives';
import type { Arguments, MachineParts } from './machine';

/** What `{{.Name}}` and the like stand for in `qemuargs`. */
function getValues({ options, endpoints, ...parts }: MachineParts): Readonly<Record<string, string>> {
  return {
    HTTPIP: endpoints.http.ip,
    HTTPPort: String(endpoints.http.port),
    HTTPDir: options.http_directory ?? '',
    OutputDir: parts.outputDirectory,
    Name: parts.name,
    SSHHostPort: String(endpoints.forward?.host ?? 0),
  };
}

/**
 * What `qemuargs` makes of the command line, as in Packer: a switch that is named there loses all values that it would
 * have had; more words of a row are joined; without the network card among the devices, it is added again.
 */
export function applyOverrides(defaults: Arguments, parts: MachineParts): Arguments {
  const values = getValues(parts);
  const given = new Map<string, string[]>();
  for (const row of parts.options.qemuargs ?? []) {
    const [name = '', ...words] = row.map((word) => fillPlaceholders(word, values));
    const value = words.join('');
    given.set(name, [...(given.get(name) ?? []), ...(value === '' ? [] : [value])]);
  }
  return withNetDevice(new Map([...defaults, ...given]), parts);
}

function withNetDevice(all: Arguments, parts: MachineParts): Arguments {
  const devices = all.get('-device') ?? [];
  if (devices.join('').includes(parts.options.net_device)) return all;
  return new Map([...all, ['-device', [...devices, getNetDevice(parts)]]]);
}
