import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type AptSource, normalizeUri } from './apt-source';
import { parseDeb822 } from './deb822';
import { parseOneLine } from './one-line';

/** What this machine's own apt knows. A machine without apt has no sources. */
export interface AptMachine {
  readonly sources: readonly AptSource[];
  /** `debian`, `ubuntu`, … and what it is like, from os-release. */
  readonly distributions: readonly string[];
  /** Codename of the release this machine runs; undefined when os-release has none. */
  readonly codename: string | undefined;
}

/** Reads sources and os-release below `root`. @param root `/` but for tests */
export async function readAptMachine(root = '/'): Promise<AptMachine> {
  const release = await readOptional(join(root, 'etc/os-release'));
  return {
    sources: await readAptSources(join(root, 'etc/apt')),
    distributions: [getField(release, 'ID'), ...(getField(release, 'ID_LIKE')?.split(' ') ?? [])].filter(
      (name) => name !== undefined,
    ),
    codename: getField(release, 'VERSION_CODENAME'),
  };
}

/** Sources of the files that apt itself reads, in its order: sources.list first, then the folder by name. */
export async function readAptSources(folder: string): Promise<readonly AptSource[]> {
  const parts = await readdir(join(folder, 'sources.list.d')).catch(() => []);
  // apt ignores other endings: that is how a file is put out of use.
  const names = parts.filter((name) => /^[\w.-]+\.(list|sources)$/.test(name)).sort();
  const main = parseOneLine(await readOptional(join(folder, 'sources.list')));
  const others = await Promise.all(names.map((name) => readPart(join(folder, 'sources.list.d', name))));
  return Promise.all([...main, ...others.flat()].map(followMirrorFile));
}

/** Cloud images name a file with mirrors in it: apt-transport-mirror(1). The first is the one they prefer. */
async function followMirrorFile(source: AptSource): Promise<AptSource> {
  const [, path] = /^mirror\+file:(?:\/\/)?(\/.*)$/.exec(source.uri) ?? [];
  if (path === undefined) return source;
  const uri = /^https?:\S+/m.exec(await readOptional(path))?.[0];
  return uri === undefined ? source : { ...source, uri: normalizeUri(uri) };
}

async function readPart(path: string): Promise<readonly AptSource[]> {
  const text = await readOptional(path);
  return path.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text);
}

async function readOptional(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new Failure(
      problem('LAY070', {
        detail: `${path} cannot be read: ${message}.`,
        hint: `Make it readable (\`sudo chmod a+r ${path}\`), or name a mirror in the bootstrap block.`,
      }),
      { cause: error },
    );
  }
}

function getField(release: string, name: string): string | undefined {
  return new RegExp(`^${name}=["']?([^"'\\n]*)`, 'm').exec(release)?.[1];
}
