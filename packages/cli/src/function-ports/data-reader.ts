import { Failure } from '@strata/diagnostics';
import type { DataAnswer, DataRequest } from '@strata/hcl';
import {
  type DataContext,
  type FetchedDataDefinition,
  type PartRegistry,
  Secret,
  type SecretFilter,
} from '@strata/sdk';
import { problem } from '../codes';
import { type Answers, createAnswers } from './answers';

export type DataSources = PartRegistry['dataSources'];

interface DataReader extends Pick<Answers<DataAnswer>, 'fetch'> {
  find(request: DataRequest): DataAnswer | undefined;
}

/** Reads data sources, each once for equal options. What is secret of what they gave is hidden from then on. */
export function createDataReader(
  context: DataContext,
  sources: DataSources,
  secrets: Pick<SecretFilter, 'register'>,
): DataReader {
  const answers = createAnswers<DataAnswer>((most) => ({
    diagnostics: [problem('CLI015', { detail: `One command reads ${most} different data sources at most.` })],
  }));
  return {
    find({ type, options }) {
      const definition = sources.get(type);
      if (definition?.reads !== 'world') return undefined;
      return answers.find(`${type} ${identify(options)}`, async () => {
        const answer = await read(context, definition, options);
        if ('values' in answer) for (const secret of findSecrets(answer.values)) secrets.register(secret);
        return answer;
      });
    },
    fetch: answers.fetch,
  };
}

async function read(
  context: DataContext,
  definition: FetchedDataDefinition,
  options: DataRequest['options'],
): Promise<DataAnswer> {
  context.signal.throwIfAborted();
  const source = await definition.load();
  try {
    return { values: await source.read(context, options) };
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof Failure) return { diagnostics: error.diagnostics };
    throw error;
  }
}

function* findSecrets(value: unknown): Generator<Secret> {
  if (value instanceof Secret) yield value;
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* findSecrets(item);
}

/** Options as a text that is equal for equal options: secrets in the clear, for it stays in memory. */
function identify(options: unknown): string {
  return JSON.stringify(uncover(options));
}

function uncover(option: unknown): unknown {
  if (option instanceof Secret) return [SECRET, option.reveal()];
  if (Array.isArray(option)) return option.map(uncover);
  if (typeof option !== 'object' || option === null) return option;
  return Object.fromEntries(Object.entries(option).map(([name, value]) => [name, uncover(value)]));
}

/** A text is asked for anew when it became a secret: what may be shown of an answer hangs on it. */
const SECRET = 'secret';
