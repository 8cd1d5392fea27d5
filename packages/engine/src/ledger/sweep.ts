import { join } from 'node:path';
import type { Diagnostic } from '@strata/diagnostics';
import type { Ports, RemoveContext, ResourceKind } from '@strata/sdk';
import { formatLine } from './entries';
import { getProblems, readOpenEntries } from './ledger';
import { getUnknownKind, type Leftover, removeByKind } from './remove-by-kind';

export interface SweepRequest {
  readonly folder: string;
  readonly kinds: ReadonlyMap<string, ResourceKind>;
  readonly context: RemoveContext;
  /** Removes nothing, and tells what it would. @default false */
  readonly dryRun?: boolean;
}

/** What a sweep did, or would do. */
export interface Swept {
  /** In the order in which they are removed: of one build the last made first. */
  readonly removed: readonly Leftover[];
  /** What could not be removed. */
  readonly left: readonly Leftover[];
  /** Why, each reason once; they stay noted for the next sweep. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Removes what killed builds left, as their ledgers name it. Ledgers of builds that live are left alone, in whichever
 * process. Sweeping twice, or two at once, does no harm.
 */
export async function sweepLedgers(request: SweepRequest): Promise<Swept> {
  const { folder, context } = request;
  const { files } = context.ports;
  const names = (await files.stat(folder)) ? await files.list(folder) : [];
  const diagnostics: Diagnostic[] = [];
  const removed: Leftover[] = [];
  const left: Leftover[] = [];
  for (const name of getLedgerNames(names)) {
    const path = join(folder, name);
    const held = await tryHold(files, path, context.signal);
    if (!held) continue;
    await using _ = held;
    const swept = await sweepLedger(request, path);
    removed.push(...swept.removed);
    left.push(...swept.left);
    diagnostics.push(...swept.diagnostics);
  }
  return { removed, left, diagnostics: dropRepeated(diagnostics) };
}

/** What keeps one thing of a build from being removed mostly keeps the others. */
function dropRepeated(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.code} ${each.detail}`, each])).values()];
}

/** A build that was killed before it made anything has no ledger yet, but holds one: to hold it takes the dead claim away. */
const CLAIM = /^\.(?<held>.+\.jsonl)\.held-by\./u;

function getLedgerNames(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.map((name) => CLAIM.exec(name)?.groups?.['held'] ?? name).filter((name) => name.endsWith('.jsonl')),
  );
}

async function sweepLedger({ kinds, context, dryRun }: SweepRequest, path: string): Promise<Swept> {
  const { files } = context.ports;
  const entries = await readOpenEntries(files, path);
  const diagnostics: Diagnostic[] = [];
  const removed: Leftover[] = [];
  const left: Leftover[] = [];
  for (const { number, ...leftover } of entries) {
    const problems = dryRun ? findUnknown(leftover, kinds) : await removeEntry(leftover, { kinds, context });
    diagnostics.push(...problems);
    (problems.length > 0 ? left : removed).push(leftover);
    if (problems.length > 0) continue;
    if (!dryRun) await files.append(path, formatLine({ settled: number }));
  }
  if (!dryRun && diagnostics.length === 0) await files.remove(path);
  return { removed, left, diagnostics };
}

function findUnknown({ kind }: Leftover, kinds: SweepRequest['kinds']): readonly Diagnostic[] {
  return kinds.has(kind) ? [] : [getUnknownKind(kind)];
}

async function removeEntry(
  leftover: Leftover,
  { kinds, context }: Pick<SweepRequest, 'kinds' | 'context'>,
): Promise<readonly Diagnostic[]> {
  try {
    await removeByKind(leftover, { kinds, by: context });
    return [];
  } catch (error) {
    return getProblems(error);
  }
}

/** Long enough to look at who holds it, also beside much else; a build that lives holds it for minutes. */
const PATIENCE = 2_000;

async function tryHold(
  files: Ports['files'],
  path: string,
  signal: AbortSignal,
): Promise<AsyncDisposable | undefined> {
  const patience = AbortSignal.timeout(PATIENCE);
  try {
    return await files.hold(path, AbortSignal.any([signal, patience]));
  } catch (error) {
    // Asked here too, since Node 20 may forget a timer that only a joint signal knows.
    if (!patience.aborted) throw error;
    return undefined;
  }
}
