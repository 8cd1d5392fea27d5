import { hasErrors } from '@strata/diagnostics';
import type { CliContext } from '../context';
import type { Opened } from '../open-templates';
import type { Definition } from './definition/definition';
import { openDefinitions } from './open-definitions';

/** Reads what the user named and shows what is wrong with it; undefined when a command cannot go on. */
export async function showDefinitions(
  { ports }: CliContext,
  opened: Pick<Opened, 'show'>,
  paths: readonly string[],
): Promise<readonly Definition[] | undefined> {
  const { files, clock, environment } = ports;
  const finding = { files, cwd: environment.cwd, now: clock.now() };
  const { definitions, diagnostics } = await openDefinitions(finding, paths);
  opened.show(diagnostics);
  return hasErrors(diagnostics) ? undefined : definitions;
}
