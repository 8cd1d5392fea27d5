import type { Listener } from '../difference';
import { parseListen } from './address';
import { type ListeningReader, listMatching, readLines } from './readers';

const configuration = /^etc\/ssh\/sshd_config(?:\.d\/[^/]+\.conf)?$/;
const standardPort = '22';
const services = ['ssh.service', 'sshd.service'];

/** The SSH server, where a unit starts it. Source: sshd_config(5): ports of `ListenAddress` count before `Port`. */
export const sshdReader: ListeningReader = {
  units: services,
  wants: (path) => configuration.test(path),
  read: ({ files, units }) => {
    const found = listMatching(files, configuration);
    if (found.length === 0 || !services.some((unit) => units.get(unit) === 'enabled')) return [];
    const lines = found.flatMap((file) => readLines(files, file).map((line) => ({ file, line })));
    const values = (keyword: string) =>
      lines.flatMap(({ file, line }) => {
        const [name = '', value] = line.split(/[\s=]+/);
        return value !== undefined && name.toLowerCase() === keyword ? [{ file, value }] : [];
      });
    const named = values('port');
    const ports = named.length > 0 ? named : [{ file: found[0] as string, value: standardPort }];
    const addresses = values('listenaddress');
    const places =
      addresses.length === 0
        ? ports
        : addresses.flatMap(({ file, value }) =>
            /^\[.*\]:\d+$|^[^:]+:\d+$/.test(value)
              ? [{ file, value }]
              : ports.map((port) => ({ file, value: `${value}:${port.value}` })),
          );
    return places.flatMap(({ file, value }): readonly Listener[] => {
      const place = parseListen(value);
      return place ? [{ ...place, by: 'sshd', file }] : [];
    });
  },
};
