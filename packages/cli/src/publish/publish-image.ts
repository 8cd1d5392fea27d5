import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import { publishAlone } from '@strata/sdk';
import type { Destination, PublishContext, PublishSubject } from './destination';

/** How it went with one destination. */
export interface Outcome {
  readonly name: string;
  readonly kind: 'there' | 'planned' | 'published' | 'failed';
  /** What was done, or would be. */
  readonly changes: readonly string[];
  readonly published: readonly Published[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Publishes to one destination after the other. One that fails keeps nobody from the others, and a second run does what is
 * missing.
 *
 * @param mode `look` changes nothing
 */
export async function* publishImage(
  context: PublishContext,
  subject: PublishSubject,
  { destinations, mode }: { readonly destinations: readonly Destination[]; readonly mode: 'look' | 'send' },
): AsyncGenerator<Outcome> {
  for (const destination of destinations) {
    try {
      yield await publishTo(destination, { context, subject, mode });
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      const { diagnostics } = error;
      yield { name: destination.name, kind: 'failed', changes: [], published: [], diagnostics };
    }
  }
}

async function publishTo(
  { name, prepare }: Destination,
  {
    context,
    subject,
    mode,
  }: {
    readonly context: PublishContext;
    readonly subject: PublishSubject;
    readonly mode: 'look' | 'send';
  },
): Promise<Outcome> {
  const { changes, published, open } = await prepare(context, subject);
  const told = { name, changes, published, diagnostics: [] };
  if (changes.length === 0) return { ...told, kind: 'there' };
  if (mode === 'look') return { ...told, kind: 'planned' };
  return { ...told, published: await publishAlone(await open(), context.signal), kind: 'published' };
}

/** An outcome in a line. */
export function formatOutcome({ name, kind, changes, published }: Outcome): string {
  const reference = nameAll(published);
  const did = changes.join('; ');
  if (kind === 'there') return `${name}: nothing to do, it is ${reference} already`;
  if (kind === 'planned' && published.length === 0) return `${name}: to do: ${did}`;
  if (kind === 'planned') return `${name}: would be ${reference}; to do: ${did}`;
  if (kind === 'published') return `${name}: published as ${reference} (${did})`;
  return `${name}: not published`;
}

/** Tags of one repository are one reference; regions of a cloud are many. */
export function nameAll(published: readonly Published[]): string {
  const [first = '', ...others] = new Set(published.map(({ reference }) => reference));
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
