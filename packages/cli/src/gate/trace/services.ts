import type { ComparedImage, ImageEntry } from '@strata/layers/contents';
import type { ImageFiles } from '@strata/sdk';
import type { Aspect } from './aspect';
import { describeEntry, resolvePlace } from './files';

/** Where systemd looks for units. Source: systemd.unit(5), "Unit File Load Path". */
const folders = ['etc', 'usr/local/lib', 'usr/lib', 'lib'].map((folder) => `${folder}/systemd/system`);
const unitFiles = /^(?:etc|usr\/local\/lib|usr\/lib|lib)\/systemd\/system\/(?:[^/]+\.d\/)?[^/]+$/;

/**
 * A service: its unit, what is added to it, what starts it, and the programs and files that the unit names. OpenRC's and
 * System V's scripts and links count as well, and Podman's units.
 */
export function makeServiceAspect(subject: string): Aspect {
  const unit = /\.[a-z]+$/.test(subject) ? subject : `${subject}.service`;
  return {
    name: `the unit ${unit}`,
    absence: 'proof',
    wants: wantsUnits,
    read: (image) => readService(image, unit),
  };
}

export function readService({ entries, files }: ComparedImage, unit: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const add = (path: string) => {
    const entry = entries.get(path);
    if (entry && entry.type !== 'directory') found.set(path, describeEntry(entry));
  };
  const isOfService = matchPaths(unit);
  const paths = [...entries].flatMap(([path, entry]) =>
    isOfService(path) || isAlias(path, entry, unit) ? [path] : [],
  );
  // What systemd reads says more than links for System V, of which there are many.
  for (const path of paths.filter(wantsUnits)) add(path);
  for (const path of paths) add(path);
  for (const path of [...found.keys()].filter(wantsUnits))
    for (const named of findNamed(files, path)) add(resolvePlace(entries, named));
  return found;
}

/** A link of another name beside the administrator's units: `Alias=` makes it, and it starts the unit. */
function isAlias(path: string, { type, target = '' }: ImageEntry, unit: string): boolean {
  return type === 'symlink' && path.startsWith('etc/systemd/system/') && target.endsWith(`/${unit}`);
}

function matchPaths(unit: string): (path: string) => boolean {
  const [, base = unit, type = 'service'] = /^(.*)\.([a-z]+)$/.exec(unit) ?? [];
  // `web@blue.service` is made from `web@.service`.
  const names = new Set([unit, unit.replace(/@[^.]*(?=\.)/, '@')]);
  const quoted = quotePattern(base);
  const links = new RegExp(
    `^(?:${folders.join('|')})/[^/]+\\.(?:wants|requires|upholds)/${quoted}\\.${type}$|^etc/init\\.d/${quoted}$|^etc/runlevels/[^/]+/${quoted}$|^etc/rc[0-6S]\\.d/[SK]\\d\\d${quoted}$|^etc/containers/systemd/${quoted}\\.(?:container|pod|kube)$`,
  );
  return (path) =>
    links.test(path) ||
    [...names].some((name) =>
      folders.some((folder) => path === `${folder}/${name}` || path.startsWith(`${folder}/${name}.d/`)),
    );
}

/** Absolute paths in the lines that start something or read an environment, `-` and `+` before them left out. */
function findNamed(files: ImageFiles, path: string): readonly string[] {
  const text = files.read(path)?.toString() ?? '';
  const lines = text.match(/^(?:Exec\w+|EnvironmentFile)=.*$/gm) ?? [];
  return lines.flatMap((line) => line.match(/(?<=[=\s@:+!-])\/[^\s;'"]+/g) ?? []);
}

/** Units of services that start a program of this name. */
export function findUnitsOf(program: string, { entries, files }: ComparedImage): readonly string[] {
  const paths = [...entries.keys()].filter((path) => unitFiles.test(path) && path.endsWith('.service'));
  return paths
    .filter((path) => findNamed(files, path).some((named) => named.endsWith(`/${program}`)))
    .map((path) => path.slice(path.lastIndexOf('/') + 1));
}

/** Whether an image's units are needed to know a service. */
export function wantsUnits(path: string): boolean {
  return unitFiles.test(path);
}

function quotePattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}
