import type { RemoteAnswer, RemoteValues } from '@strata/hcl';
import type { DataContext, SecretFilter } from '@strata/sdk';
import { createAnswers } from './answers';
import { createDataReader, type DataSources } from './data-reader';
import { type ServiceContext, services } from './service';

/** What is asked with. */
export type RemoteContext = ServiceContext & DataContext;

/**
 * Remembers what services said for as long as a command runs, and asks each thing once.
 *
 * @param sources the data sources that are read; without them none is
 */
export function createRemoteValues(
  context: RemoteContext,
  secrets: Pick<SecretFilter, 'register'>,
  sources?: DataSources,
): RemoteValues {
  const answers = createAnswers<RemoteAnswer>((most) => ({
    problem: `one command asks Vault, Consul and AWS for ${most} different things at most`,
  }));
  const reader = sources && createDataReader(context, sources, secrets);
  return {
    find: ({ service, name }) =>
      answers.find(`${service} ${name}`, async () => {
        context.signal.throwIfAborted();
        return services[service]()(name, context);
      }),
    ...(reader && { findData: reader.find }),
    async fetch() {
      const fetched = await Promise.all([answers.fetch(), reader?.fetch()]);
      return fetched.includes(true);
    },
    hide: (text) => void secrets.register(text),
  };
}
