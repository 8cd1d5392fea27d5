import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImageFolder } from './image-folders';
import { digest, isSameLook, takeLook } from './looks';
import type { Outline } from './outline';

/** Outlines kept between runs by the content they were read from. Only those asked for in this run are written back. */
export interface OutlineCache {
  find(key: string): Outline | undefined;
  keep(key: string, outline: Outline): void;
  save(): void;
}

interface Stored {
  readonly fingerprint: string;
  readonly outlines: Readonly<Record<string, Outline>>;
}

/** What the environment gives to variables, as text. Looked up once: `process.env` is slow to go over. */
export function getGivenVariables(environment: NodeJS.ProcessEnv): string {
  const given = Object.entries(environment).filter(([name]) => name.startsWith('PKR_VAR_'));
  return JSON.stringify(given.sort());
}

/** Names what an outline is read from: the texts of the template and its variables, and the variables' environment. */
export function getOutlineKey(workspaceRoot: string, folder: ImageFolder, given: string): string {
  const texts = [...folder.files, ...folder.variableFiles].map((file) => [
    file,
    takeLook(join(workspaceRoot, file), 'file').digest,
  ]);
  return digest(JSON.stringify([folder.template, texts, given]));
}

function read(file: string, fingerprint: string): Stored['outlines'] {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    return stored.fingerprint === fingerprint ? stored.outlines : {};
  } catch {
    return {};
  }
}

/** A cache that cannot be written is only slow. The rename keeps a reader from half a file. */
function write(file: string, stored: Stored): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(stored));
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}

export function openOutlineCache(file: string, fingerprint: string): OutlineCache {
  const old = read(file, fingerprint);
  const used = new Map<string, Outline>();
  let isChanged = false;
  return {
    find(key) {
      const outline = used.get(key) ?? old[key];
      if (outline === undefined || !outline.reads.every(isSameLook)) return undefined;
      used.set(key, outline);
      return outline;
    },
    keep(key, outline) {
      used.set(key, outline);
      isChanged = true;
    },
    save() {
      if (!isChanged && used.size === Object.keys(old).length) return;
      write(file, { fingerprint, outlines: Object.fromEntries(used) });
    },
  };
}

/** Where Nx keeps what it knows of a workspace between runs. */
export function getCacheFile(workspaceRoot: string, environment: NodeJS.ProcessEnv): string {
  const folder =
    environment.NX_WORKSPACE_DATA_DIRECTORY ??
    environment.NX_PROJECT_GRAPH_CACHE_DIRECTORY ??
    join('.nx', 'workspace-data');
  return join(workspaceRoot, folder, 'strata-outlines.json');
}
