import { join } from 'node:path';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Ports, RemoveContext, Resource, Resources } from '@strata/sdk';
import { problem } from '../codes';
import { formatLine, getOpenEntries, type LedgerLine } from './entries';

/** Folder of the ledgers, below the folder in which Strata keeps what it makes. */
export const LEDGER_FOLDER = 'ledger';

/** The ledger of one build: what it has made outside and not yet removed. */
export interface Ledger extends Resources {
  /** Removes all that is open, the last noted first. Tells what could not be removed, which stays noted. */
  undo(context: RemoveContext): Promise<readonly Diagnostic[]>;
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
}

interface Noted {
  readonly number: number;
  readonly remove: (context: RemoveContext) => Promise<void>;
}

/**
 * Opens a build's ledger, `<folder>/<build id>.jsonl`. It is held as long as the build lives, so that a sweep in another
 * process leaves it alone; the file is made with its first line.
 */
export async function openLedger({ files, folder, buildId, context }: LedgerRequest): Promise<Ledger> {
  const path = getLedgerPath(folder, buildId);
  const held = await files.hold(path, context.signal);
  const open = new Map<number, Noted>();
  let last = 0;
  const write = (line: LedgerLine) => files.append(path, formatLine(line));
  const settle = async (number: number) => {
    if (!open.delete(number)) return;
    await write({ settled: number });
  };
  const removeOne = async ({ number, remove }: Noted, by: RemoveContext) => {
    if (!open.has(number)) return;
    await remove(by);
    await settle(number);
  };
  return {
    note: async (kind, data) => {
      const number = ++last;
      await write({ noted: number, kind: kind.kind, data });
      const noted: Noted = { number, remove: (by) => kind.remove(by, data) };
      open.set(number, noted);
      const resource: Resource = {
        remove: () => removeOne(noted, context),
        keep: () => settle(number),
      };
      return resource;
    },
    undo: async (by) => {
      const problems: Diagnostic[] = [];
      for (const noted of [...open.values()].reverse()) {
        await removeOne(noted, by).catch((error: unknown) => problems.push(...getProblems(error)));
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

/** What a ledger that nobody holds still names. */
export async function readOpenEntries(files: Ports['files'], path: string) {
  return (await files.stat(path)) ? getOpenEntries(await files.readText(path)) : [];
}
