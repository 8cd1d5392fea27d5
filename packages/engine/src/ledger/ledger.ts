import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type {
  LastingResources,
  LeftResource,
  Ports,
  RemoveContext,
  Resource,
  ResourceKind,
} from '@strata/sdk';
import { problem } from '../codes';
import { formatLine, getOpenEntries, type LedgerLine } from './entries';
import { removeByKind } from './remove-by-kind';

/** Folder of the ledgers, below the folder in which Strata keeps what it makes. */
export const LEDGER_FOLDER = 'ledger';

/** The ledger of one build: what it has made outside and not yet removed. */
export interface Ledger extends LastingResources {
  /** Removes all that is open but some, the last noted first. Tells what could not be removed, which stays noted. */
  undo(context: RemoveContext, but?: ReadonlySet<Resource>): Promise<readonly Diagnostic[]>;
  /** Lets go of the ledger. Its file goes when nothing in it is open. */
  close(): Promise<void>;
}

export interface LedgerRequest {
  readonly files: Ports['files'];
  /** Folder of the ledgers, absolute. */
  readonly folder: string;
  /** Names the build's ledger. */
  readonly buildId: string;
  /** What resources are removed with before the build is over. */
  readonly context: RemoveContext;
  /** What an earlier process may have noted, where work of the same name goes on. @default the name is new */
  readonly kinds?: ReadonlyMap<string, ResourceKind>;
  /** Ends the waiting for a process that has the ledger. @default that of the context */
  readonly signal?: AbortSignal;
}

interface Noted {
  readonly number: number;
  readonly remove: (context: RemoveContext) => Promise<void>;
}

/**
 * Opens a build's ledger, `<folder>/<build id>.jsonl`. It is held as long as the build lives, so that a sweep in another
 * process leaves it alone; the file is made with its first line.
 */
export async function openLedger(request: LedgerRequest): Promise<Ledger> {
  const { files, folder, buildId, context, kinds, signal = context.signal } = request;
  const path = getLedgerPath(folder, buildId);
  const held = await files.hold(path, signal);
  const open = new Map<Resource, Noted>();
  const write = (...lines: readonly LedgerLine[]) => files.append(path, lines.map(formatLine).join(''));
  const settle = async (resources: readonly Resource[]) => {
    const lines = resources.flatMap((resource) => {
      const noted = open.get(resource);
      open.delete(resource);
      return noted ? [{ settled: noted.number }] : [];
    });
    // In one piece: a process that is killed has settled all of them or none.
    if (lines.length > 0) await write(...lines);
  };
  const removeOne = async (resource: Resource, by: RemoveContext) => {
    await open.get(resource)?.remove(by);
    await settle([resource]);
  };
  const add = <M extends object>(noted: Noted, more: M): Resource & M => {
    const resource = {
      ...more,
      remove: () => removeOne(resource, context),
      keep: () => settle([resource]),
    };
    open.set(resource, noted);
    return resource;
  };
  const entries = kinds ? await readOpenEntries(files, path) : [];
  const left: readonly LeftResource[] = [...entries]
    .reverse()
    .map(({ number, ...entry }) => add({ number, remove: (by) => removeByKind(entry, { kinds, by }) }, entry))
    .reverse();
  let last = Math.max(0, ...entries.map(({ number }) => number));
  return {
    left,
    note: async (kind, data) => {
      const before = left.find((each) => each.kind === kind.kind && isDeepStrictEqual(each.data, data));
      if (before && open.has(before)) return before;
      const number = ++last;
      await write({ noted: number, kind: kind.kind, data });
      return add({ number, remove: (by) => kind.remove(by, data) }, {});
    },
    keep: settle,
    undo: async (by, but) => {
      const problems: Diagnostic[] = [];
      for (const resource of [...open.keys()].reverse()) {
        if (but?.has(resource)) continue;
        await removeOne(resource, by).catch((error: unknown) => problems.push(...getProblems(error)));
      }
      return problems;
    },
    close: async () => {
      if (open.size === 0) await files.remove(path);
      await held[Symbol.asyncDispose]();
    },
  };
}

/** Names of builds may hold anything. */
export function getLedgerPath(folder: string, buildId: string): string {
  return join(folder, `${encodeURIComponent(buildId)}.jsonl`);
}

/** Whatever keeps one thing from being removed must not keep the others. */
export function getProblems(error: unknown): readonly Diagnostic[] {
  if (error instanceof Failure) return error.diagnostics;
  const detail = error instanceof Error ? error.message : String(error);
  return [problem('ENG015', { detail, hint: 'strata sweep tries again.' })];
}

/** Kinds of what a ledger still names, whoever holds it. */
export async function findLeft(
  files: Ports['files'],
  folder: string,
  buildId: string,
): Promise<readonly string[]> {
  return (await readOpenEntries(files, getLedgerPath(folder, buildId))).map(({ kind }) => kind);
}

/** What a ledger that nobody holds still names. */
export async function readOpenEntries(files: Ports['files'], path: string) {
  return (await files.stat(path)) ? getOpenEntries(await files.readText(path)) : [];
}
