import type { Diagnostic } from '@strata/diagnostics';
import { parseParagraphs } from '../apt/sources/deb822';
import { problem } from '../codes';

/** Version of each installed package, from dpkg's status file. */
export function parseInstalled(status: string): Readonly<Record<string, string>> {
  const pairs = parseParagraphs(status)
    .filter((fields) => fields.get('status')?.endsWith(' installed'))
    .map((fields) => [fields.get('package') ?? '', fields.get('version') ?? ''] as const);
  return Object.fromEntries(pairs);
}

/** What differs between the locked and the installed packages; undefined when nothing does. */
export function comparePackages(
  locked: Readonly<Record<string, string>>,
  installed: Readonly<Record<string, string>>,
): Diagnostic | undefined {
  const names = [...new Set([...Object.keys(locked), ...Object.keys(installed)])].sort();
  const differing = names.filter((name) => locked[name] !== installed[name]);
  if (differing.length === 0) return undefined;
  const list = differing.map(
    (name) => `${name} ${locked[name] ?? '(none)'} → ${installed[name] ?? '(none)'}`,
  );
  return problem('LAY088', {
    severity: 'warning',
    detail: `From the locked indexes apt has chosen other packages than images.lock.json names: ${list.join(', ')}. Another version of apt or mmdebstrap made the lock.`,
    hint: 'Run `strata lock` to note what this machine installs, or build with the tools that the lock was made with.',
  });
}
