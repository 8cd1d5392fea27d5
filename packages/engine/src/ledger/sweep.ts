import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import type { Ports, RemoveContext, ResourceKind } from '@strata/sdk';
import { problem } from '../codes';
import { formatLine, type OpenEntry } from './entries';
import { getProblems, readOpenEntries } from './ledger';

export interface SweepRequest {
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, ResourceKind>;
  readonly context: RemoveContext;
}

/** What a sweep did. */
export interface Swept {
  /** How many things were removed. */
  readonly removed: number;
  /** Why others were not; they stay noted for the next sweep. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Removes what killed builds left, as their ledgers name it. Ledgers of builds that live are left alone, in whichever
 * process. Sweeping twice, or two at once, does no harm.
 */
export async function sweepLedgers({ folder, kinds, context }: SweepRequest): Promise<Swept> {
  const { files } = context.ports;
  const names = (await files.stat(folder)) ? await files.list(folder) : [];
  const diagnostics: Diagnostic[] = [];
  let removed = 0;
  for (const name of names.filter((each) => each.endsWith('.jsonl'))) {
    const path = join(folder, name);
    const held = await tryHold(files, path, context.signal);
    if (!held) continue;
    await using _ = held;
    const entries = await readOpenEntries(files, path);
    let left = 0;
    for (const entry of entries) {
      const problems = await removeEntry(entry, { kinds, context });
      if (problems.length === 0) {
        removed++;
        await files.append(path, formatLine({ settled: entry.number }));
      } else {
        left++;
        diagnostics.push(...problems);
      }
    }
    if (left === 0) await files.remove(path);
  }
  return { removed, diagnostics };
}

async function removeEntry(
  { kind: name, data }: OpenEntry,
  { kinds, context }: Pick<SweepRequest, 'kinds' | 'context'>,
): Promise<readonly Diagnostic[]> {
  const kind = kinds.get(name);
  if (!kind) return [getUnknownKind(name)];
  try {
    await kind.remove(context, data);
    return [];
  } catch (error) {
    return getProblems(error);
  }
}

function getUnknownKind(name: string): Diagnostic {
  return problem('ENG016', {
    detail: `A killed build left something of the kind "${name}", which this version of Strata does not know.`,
    hint: 'Sweep with the version that built it.',
  });
}

/** Long enough to look at who holds it; a build that lives holds it for minutes. */
const PATIENCE = 200;

async function tryHold(
  files: Ports['files'],
  path: string,
  signal: AbortSignal,
): Promise<AsyncDisposable | undefined> {
  try {
    return await files.hold(path, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]));
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
