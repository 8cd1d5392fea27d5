import type { RemoteAnswer, RemoteRequest, RemoteValues } from '@strata/hcl';
import type { SecretFilter } from '@strata/sdk';
import { type ServiceContext, services } from './service';

/** A loop over names is a mistake, and would burden a server that others need. */
const mostRequests = 1000;
const atATime = 8;

/** Remembers what services said for as long as a command runs, and asks each thing once. */
export function createRemoteValues(
  context: ServiceContext,
  secrets: Pick<SecretFilter, 'register'>,
): RemoteValues {
  const answers = new Map<string, RemoteAnswer>();
  const wanted = new Map<string, RemoteRequest>();
  return {
    find(request) {
      const id = `${request.service} ${request.name}`;
      const answer = answers.get(id);
      if (answer) return answer;
      if (answers.size + wanted.size >= mostRequests && !wanted.has(id))
        return {
          problem: `one command asks Vault, Consul and AWS for ${mostRequests} different things at most`,
        };
      wanted.set(id, request);
      return undefined;
    },
    async fetch() {
      const requests = [...wanted];
      wanted.clear();
      for (let from = 0; from < requests.length; from += atATime) {
        const some = requests.slice(from, from + atATime);
        await Promise.all(some.map(async ([id, request]) => answers.set(id, await ask(request, context))));
      }
      return requests.length > 0;
    },
    hide: (text) => void secrets.register(text),
  };
}

async function ask({ service, name }: RemoteRequest, context: ServiceContext): Promise<RemoteAnswer> {
  context.signal.throwIfAborted();
  return services[service]()(name, context);
}
