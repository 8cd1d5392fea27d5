import type { ImageFiles } from '@strata/sdk';
import type { Package, PackageReader } from '../package';
import { readCopyright } from './copyright';
import { parseRelations } from './relations';
import { parseStanzas, type Stanza } from './stanzas';

const status = 'var/lib/dpkg/status';
/** Where images without dpkg itself keep one file for each package. */
const statusFolder = /^var\/lib\/dpkg\/status\.d\/[^/]+$/;
const sumsFile = /^var\/lib\/dpkg\/(?:info|status\.d)\/[^/]+\.md5sums$/;
const copyright = /^usr\/share\/doc\/[^/]+\/copyright$/;

const wanted: ReadonlySet<string> = new Set([
  ...['package', 'version', 'architecture', 'source', 'status', 'maintainer', 'homepage', 'description'],
  ...['pre-depends', 'depends', 'provides'],
]);

/** Debian's packages. Sources: dpkg(1), deb822(5); distroless images for `status.d`. */
export const dpkgReader: PackageReader = {
  wants: (path) => path === status || statusFolder.test(path) || sumsFile.test(path) || copyright.test(path),
  read: (files) => {
    const packages = listStatusFiles(files).flatMap((location) => readStatus(files, location));
    return { value: { packages, owns: findOwned(files) }, diagnostics: [] };
  },
};

function listStatusFiles(files: ImageFiles): readonly string[] {
  const single = files.list().filter((path) => statusFolder.test(path) && !sumsFile.test(path));
  return [...(files.read(status) ? [status] : []), ...single];
}

function readStatus(files: ImageFiles, location: string): readonly Package[] {
  const text = files.read(location)?.toString() ?? '';
  return [...parseStanzas(text, wanted)].flatMap((stanza) => {
    const found = makePackage(stanza, location, files);
    return found && isThere(stanza) ? [found] : [];
  });
}

/** Of a package that was removed, dpkg may still know the configuration. */
function isThere(stanza: Stanza): boolean {
  const state = stanza.get('status')?.split(/\s+/)[2];
  return state !== 'config-files' && state !== 'not-installed';
}

function makePackage(stanza: Stanza, location: string, files: ImageFiles): Package | undefined {
  const name = stanza.get('package');
  const version = stanza.get('version');
  if (!name || !version) return undefined;
  const architecture = stanza.get('architecture');
  const summary = stanza.get('description')?.split('\n', 1)[0];
  const homepage = stanza.get('homepage');
  const supplier = stanza.get('maintainer');
  const text = files.read(`usr/share/doc/${name}/copyright`)?.toString();
  return {
    ecosystem: 'deb',
    name,
    version,
    ...(architecture && { architecture }),
    source: parseSource(stanza.get('source'), { name, version }),
    licenses: text === undefined ? [] : readCopyright(text),
    ...(summary && { summary }),
    ...(homepage && { homepage }),
    ...(supplier && { supplier }),
    location,
    needs: [...parseRelations(stanza.get('pre-depends')), ...parseRelations(stanza.get('depends'))],
    provides: parseRelations(stanza.get('provides')).flat(),
  };
}

/** `Source: glibc (2.36-9)`; without a version it has that of the package, without the field also its name. */
function parseSource(
  field: string | undefined,
  own: { name: string; version: string },
): NonNullable<Package['source']> {
  const parts = /^(\S+)(?:\s+\((.+)\))?$/.exec(field ?? '');
  return parts ? { name: parts[1] as string, version: parts[2] ?? own.version } : own;
}

function findOwned(files: ImageFiles): (path: string) => boolean {
  let owned: Set<string> | undefined;
  return (path) => {
    owned ??= new Set(
      files
        .list()
        .filter((name) => sumsFile.test(name))
        .flatMap((name) => listSums(files, name)),
    );
    return owned.has(path);
  };
}

/** Lines of md5sums: the digest, two blanks, the path. */
function listSums(files: ImageFiles, name: string): readonly string[] {
  const lines = files.read(name)?.toString().split('\n') ?? [];
  return lines.flatMap((line) => /^[0-9a-f]{32} [ *](.+)$/.exec(line)?.[1] ?? []);
}
