import type { Ports } from '@strata/sdk';

/** The caller's environment, for programs that are started. */
export function getEnvironment({
  environment,
}: Pick<Ports, 'environment'>): Readonly<Record<string, string>> {
  const entries = Object.entries(environment.variables);
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
