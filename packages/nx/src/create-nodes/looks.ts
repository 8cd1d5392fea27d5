import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { FunctionPorts } from '@strata/hcl';
import type { Look } from './outline';

type FunctionFiles = FunctionPorts['files'];

export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

const orUndefined = <T>(get: () => T): T | undefined => {
  try {
    return get();
  } catch {
    return undefined;
  }
};

const readFile = (path: string) => orUndefined(() => readFileSync(path));
const readFolder = (path: string) => orUndefined(() => readdirSync(path).sort());

/** SHA-256 of a file or of a folder's names; undefined when nothing is there. */
function digestPlace(path: string, kind: Look['kind']): string | undefined {
  const content = kind === 'file' ? readFile(path) : readFolder(path)?.join('\0');
  return content === undefined ? undefined : digest(content);
}

export function takeLook(path: string, kind: Look['kind']): Look {
  const seen = digestPlace(path, kind);
  return { path, kind, ...(seen !== undefined && { digest: seen }) };
}

/** Whether the same would be seen now. */
export function isSameLook({ path, kind, digest: seen }: Look): boolean {
  return digestPlace(path, kind) === seen;
}

function getKind(path: string): ReturnType<FunctionFiles['kind']> {
  const stat = orUndefined(() => statSync(path));
  if (stat === undefined) return undefined;
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other';
}

/** Files for a template's functions, which keeps a list of what they looked at. */
export function createWatchedFiles(): { readonly files: FunctionFiles; looks(): readonly Look[] } {
  const looks = new Map<string, Look>();
  const look = (path: string, kind: Look['kind']) => looks.set(`${kind} ${path}`, takeLook(path, kind));
  const files: FunctionFiles = {
    read: (path) => {
      look(path, 'file');
      return readFile(path);
    },
    kind: (path) => {
      const kind = getKind(path);
      look(path, kind === 'directory' ? 'folder' : 'file');
      return kind;
    },
    list: (path) => {
      look(path, 'folder');
      return readdirSync(path);
    },
  };
  return { files, looks: () => [...looks.values()].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}
