import type { ImageFiles } from '@strata/sdk';
import type { Listener, UnitState } from '../difference';
import { parseAddress, parseListen } from './address';

/** What a reader of configurations sees of an image. */
export interface ListeningView {
  readonly files: ImageFiles;
  readonly units: ReadonlyMap<string, UnitState>;
}

/** Knows where the configuration of one kind of program says at which ports it listens. Pure. */
export interface ListeningReader {
  /** Units without which nobody listens, whatever the configuration says. */
  readonly units?: readonly string[];
  wants(path: string): boolean;
  read(view: ListeningView): readonly Listener[];
}

type Found = Omit<Listener, 'by' | 'file'>;

/** A reader of lines, for programs that say it in one line each. */
function createLineReader(
  pattern: RegExp,
  by: string,
  findAll: (line: string) => readonly (Found | undefined)[],
): ListeningReader {
  return {
    wants: (path) => pattern.test(path),
    read: ({ files }) =>
      listMatching(files, pattern).flatMap((file) =>
        readLines(files, file).flatMap((line) =>
          findAll(line).flatMap((found) => (found ? [{ ...found, by, file }] : [])),
        ),
      ),
  };
}

export function listMatching(files: ImageFiles, pattern: RegExp): readonly string[] {
  return files.list().filter((path) => pattern.test(path));
}

/** Lines without comments. */
export function readLines(files: ImageFiles, path: string): readonly string[] {
  const lines = files.read(path)?.toString().split('\n') ?? [];
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !/^[#;]/.test(line));
}

const apache = createLineReader(/^etc\/(?:apache2|httpd)\/(?:.*\/)?[^/]+\.conf$/, 'apache', (line) => [
  parseListen(/^Listen\s+(\S+)/i.exec(line)?.[1]),
]);

const nginx = createLineReader(
  /^etc\/nginx\/(?:nginx\.conf|conf\.d\/[^/]+\.conf|sites-enabled\/[^/]+)$/,
  'nginx',
  (line) => [parseListen(/^listen\s+([^\s;]+)/.exec(line)?.[1])],
);

const tomcat = createLineReader(/(?:^|\/)(?:conf|tomcat\d+)\/server\.xml$/, 'tomcat', (line) => [
  parseListen(/<Connector\b[^>]*\bport="(\d+)"/.exec(line)?.[1]),
]);

const rsyslog = createLineReader(/^etc\/rsyslog(?:\.conf|\.d\/[^/]+\.conf)$/, 'rsyslog', (line) => {
  const [, kind] = /\bim(tcp|udp)"/.exec(line) ?? [];
  const port = /^input\(.*\bport="(\d+)"/.exec(line)?.[1];
  const [, old, oldPort] = /^\$(?:Input)?(TCP|UDP)ServerRun\s+(\d+)/.exec(line) ?? [];
  return [
    kind && port ? parseListen(port, kind === 'udp' ? 'udp' : 'tcp') : undefined,
    old ? parseListen(oldPort, old === 'UDP' ? 'udp' : 'tcp') : undefined,
  ];
});

/** Ports that containers of Podman's units give out: `PublishPort=127.0.0.1:8080:80/tcp`. Source: podman-systemd.unit(5). */
const quadlet = createLineReader(/^etc\/containers\/systemd\/[^/]+\.(?:container|pod)$/, 'podman', (line) => [
  parsePublished(/^PublishPort=(\S+)/.exec(line)?.[1]),
]);

/** Files that services take their environment from, by the name that so many programs look for. */
const environment: ListeningReader = {
  wants: (path) => environmentFiles.test(path),
  read: ({ files }) =>
    listMatching(files, environmentFiles).flatMap((file) =>
      readLines(files, file).flatMap((line) => {
        const found = parseListen(/^(?:export )?(?:[A-Z_]*_)?PORT="?(\d+)"?$/.exec(line)?.[1]);
        return found ? [{ ...found, by: environmentFiles.exec(file)?.[1] ?? '', file }] : [];
      }),
    ),
};
const environmentFiles = /^etc\/(?:.+\/)?([^/]+)\.env$/;

/** `[address:]port:port in the container[/protocol]`. */
export function parsePublished(text: string | undefined): Found | undefined {
  const [, outside, protocol] = /^(.*):\d+(?:\/(tcp|udp))?$/.exec(text ?? '') ?? [];
  return outside === undefined ? undefined : parseAddress(outside, protocol === 'udp' ? 'udp' : 'tcp');
}

export const configurationReaders: readonly ListeningReader[] = [
  apache,
  nginx,
  tomcat,
  rsyslog,
  quadlet,
  environment,
];
