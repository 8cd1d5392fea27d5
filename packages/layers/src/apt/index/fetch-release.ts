import { buffer } from 'node:stream/consumers';
import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { noNetwork, refused } from '../../downloads/problems';
import type { Transport } from '../../downloads/transport';
import type { SuiteSource } from '../sources/select';

/** Larger Release files than this are not apt's: Debian's has 150 kB. */
const sizeLimit = 16 * 1024 * 1024;

/** The current InRelease of a suite, as the mirror has it; undefined when it has no such suite. */
export async function fetchRelease(
  transport: Transport,
  source: Pick<SuiteSource, 'uri' | 'suite'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = new URL(`${source.uri}/dists/${source.suite}/InRelease`);
  const wanted = { label: `The index of ${source.suite}`, urls: [url] };
  const answer = await transport(url, { signal }).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw noNetwork(wanted, cause);
  });
  if (answer.status === 200 && Number(answer.headers['content-length'] ?? 0) <= sizeLimit) {
    return (await buffer(answer.body)).toString();
  }
  answer.body.resume();
  if (answer.status === 404 || answer.status === 410) return undefined;
  throw refused(wanted, answer.status);
}

/** The mirror has no such suite. */
export function noSuchSuite(source: SuiteSource): Failure {
  return new Failure(
    problem('LAY086', {
      detail: `${source.uri} has no suite ${source.suite}.`,
      hint: 'Check the suite and the mirror in the bootstrap block; releases at the end of their life move to an archive of their own.',
    }),
  );
}
