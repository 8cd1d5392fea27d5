import type { SuiteSource } from './select';

/** A sources.list(5) in one-line style, which every version of apt reads. `keyring`: path where it is read. */
export function formatSources(sources: readonly SuiteSource[], keyring: string | undefined): string {
  const options = keyring === undefined ? '' : `[signed-by=${keyring}] `;
  return sources
    .map(({ uri, suite, components }) => `deb ${options}${uri} ${suite} ${components.join(' ')}\n`)
    .join('');
}
