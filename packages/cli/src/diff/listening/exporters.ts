import type { ImageFiles } from '@strata/sdk';
import { parseListen } from './address';
import { type ListeningReader, listMatching, readLines } from './readers';

/**
 * Prometheus and its exporters, which listen where nobody says so. Source: Prometheus' wiki, "Default port allocations";
 * Debian starts them with `ARGS` of a file in /etc/default.
 */
const ports: Readonly<Record<string, string>> = {
  prometheus: '9090',
  'prometheus-alertmanager': '9093',
  'prometheus-apache-exporter': '9117',
  'prometheus-blackbox-exporter': '9115',
  'prometheus-mysqld-exporter': '9104',
  'prometheus-node-exporter': '9100',
  'prometheus-postgres-exporter': '9187',
};

const address = /--web\.listen-address[= ]"?(?<address>[^\s"']+)/;

/** One program: at the port of its arguments, or at its own, where a unit starts it that names no other. */
function createReader(name: string, port: string): ListeningReader {
  const unit = `${name}.service`;
  const argumentFile = `etc/default/${name}`;
  const unitFiles = new RegExp(
    `^(?:etc|usr/local/lib|usr/lib|lib)/systemd/system/${name}\\.service(?:\\.d/[^/]+\\.conf)?$`,
  );
  const findAddress = (files: ImageFiles, path: string) =>
    readLines(files, path)
      .map((line) => address.exec(line)?.groups?.['address'])
      .find((given) => given !== undefined);
  return {
    units: [unit],
    wants: (path) => path === argumentFile || unitFiles.test(path),
    read: ({ files, units }) => {
      if (!['enabled', 'vendor'].includes(units.get(unit) ?? 'absent')) return [];
      // Then it is a port like that of any service.
      if (listMatching(files, unitFiles).some((path) => findAddress(files, path) !== undefined)) return [];
      const given = findAddress(files, argumentFile);
      const place = parseListen(given ?? port);
      const file = given === undefined ? `usr/lib/systemd/system/${unit}` : argumentFile;
      return place ? [{ ...place, by: name, file }] : [];
    },
  };
}

export const exporterReaders: readonly ListeningReader[] = Object.entries(ports).map(([name, port]) =>
  createReader(name, port),
);
