import type { Listener } from '../difference';
import { parseListen } from './address';
import { type ListeningReader, type ListeningView, listMatching, parsePublished, readLines } from './readers';

const unitFiles =
  /^(?:etc|usr\/local\/lib|usr\/lib|lib)\/systemd\/system\/([^/]+\.(?:socket|service))(?:\.d\/[^/]+\.conf)?$/;

/** What sockets say: systemd.socket(5). */
const listens = [
  { setting: /^ListenStream=(\S+)/, protocol: 'tcp' },
  { setting: /^ListenDatagram=(\S+)/, protocol: 'udp' },
] as const;

/** What command lines say: ports that containers give out, and addresses in the words of Prometheus' programs and of many others. */
const published = /\s(?:-p|--publish)[= ](\S+)/g;
const addresses = /--(?:web\.listen-address|listen-address|listen|port|http-port)[= ](\S+)/gi;
/** Services that take theirs from the environment. */
const fromEnvironment = /^Environment="?(?:[A-Z_]*_)?PORT=(\d+)"?/;

/** Sockets that systemd holds, and services whose command line or environment names a port; both where something starts them. */
export const unitReader: ListeningReader = {
  wants: (path) => unitFiles.test(path),
  read: (view) =>
    listMatching(view.files, unitFiles).flatMap((file) => {
      const by = getUnit(file);
      if (!isStarted(view, by)) return [];
      return readLines(view.files, file).flatMap((line) =>
        findPlaces(line).flatMap((place) => (place ? [{ ...place, by, file }] : [])),
      );
    }),
};

/** The unit that a file, or a folder of additions to it, is about. */
export function getUnit(path: string): string {
  return unitFiles.exec(path)?.[1] ?? '';
}

function isStarted({ units }: ListeningView, unit: string): boolean {
  return ['enabled', 'vendor'].includes(units.get(unit) ?? 'absent');
}

function findPlaces(line: string): readonly (Omit<Listener, 'by' | 'file'> | undefined)[] {
  return [
    ...listens.map(({ setting, protocol }) => parseListen(setting.exec(line)?.[1], protocol)),
    ...[...line.matchAll(published)].map(([, text]) => parsePublished(text)),
    ...[...line.matchAll(addresses)].map(([, text]) => parseListen(text)),
    parseListen(fromEnvironment.exec(line)?.[1]),
  ];
}
