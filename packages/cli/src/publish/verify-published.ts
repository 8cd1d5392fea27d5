import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Published } from '@strata/engine';
import { problem } from '../codes';
import { awsStanding } from './aws/aws-standing';
import { azureStanding } from './azure/azure-standing';
import { registryStanding } from './registry/registry-standing';
import type { Standing, StandingContext, StandingSource } from './standing';

/** Every kind of place that can be asked. */
const usual: readonly StandingSource[] = [registryStanding, awsStanding, azureStanding];

/** What became of something that was published, in a line for people, and what is wrong with that. */
export interface PublishedReport {
  readonly line: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Asks where images were published whether they are there still, and whether their names still mean them. A place that
 * cannot be asked keeps nobody from the others.
 *
 * @param publish how the image is published again, for hints
 */
export async function* verifyPublished(
  context: StandingContext,
  {
    published,
    publish,
    sources = usual,
  }: {
    readonly published: readonly Published[];
    readonly publish: string;
    readonly sources?: readonly StandingSource[];
  },
): AsyncGenerator<PublishedReport> {
  for (const each of published) {
    const source = sources.find(({ fits }) => fits(each));
    if (!source) {
      yield { line: `${each.name}: not asked, such places cannot be yet`, diagnostics: [] };
      continue;
    }
    try {
      yield judge(each, await source.ask(context, each), publish);
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      yield { line: `${each.name}: could not be asked`, diagnostics: error.diagnostics };
    }
  }
}

function judge({ name, reference }: Published, { now, isThere }: Standing, publish: string): PublishedReport {
  if (now === reference) return { line: `${name}: is ${reference}, as published`, diagnostics: [] };
  const means = now === undefined ? 'The name means nothing any more' : `The name means ${now} now`;
  const hint = `Somebody removed it or published another image. To publish this one again: ${publish}.`;
  if (!isThere)
    return {
      line: `${name}: ${reference} is gone`,
      diagnostics: [
        problem('CLI038', {
          detail: `${reference} was published as ${name} and is not there any more. ${means}.`,
          hint,
        }),
      ],
    };
  return {
    line: `${name}: is ${now ?? 'nothing'} now; ${reference} is still there`,
    diagnostics: [
      problem('CLI039', {
        detail: `${name} was published as ${reference}, which is still there. ${means}.`,
        hint,
      }),
    ],
  };
}
