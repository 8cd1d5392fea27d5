import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';
import { completeApplication } from './commands/complete';
import type { Definition } from './definition/definition';
import type { PackageReceipt } from './pack/receipt';

/** Whether a package is what the definition says today; what it is made from is known when it is packaged again. */
export function checkCurrent(definition: Definition, { application }: PackageReceipt): readonly Diagnostic[] {
  const wanted = completeApplication(definition);
  const changed = (
    ['name', 'version', 'os', 'packageFile', 'configurationFile', 'afterReboot'] as const
  ).filter((name) => wanted[name] !== application[name]);
  const commands = (['install', 'update', 'remove'] as const).filter(
    (name) => wanted.commands[name] !== application.commands[name],
  );
  const names = [...changed, ...commands.map((name) => `commands.${name}`)];
  if (names.length === 0) return [];
  return [
    problem('CLI064', {
      detail: `${definition.file} has changed since ${application.name} ${application.version} was packaged: ${names.join(', ')}.`,
      hint: 'Package it again: strata package-vm-app.',
    }),
  ];
}
