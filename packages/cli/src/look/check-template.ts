import type { Diagnostic } from '@strata/diagnostics';
import { settle } from '@strata/hcl';
import { getRequirements, type Selection } from '@strata/plan';
import { createSecretFilter } from '@strata/sdk';
import { createStandardRegistry } from '@strata/standard';
import type { CliContext } from '../context';
import { createRemoteValues } from '../function-ports/remote-values';
import { type LookRequest, load } from './load';

/** Everything wrong with the syntax of a template, and with what it declares; evaluates nothing. */
export async function checkSyntax(context: CliContext, request: LookRequest): Promise<readonly Diagnostic[]> {
  const registry = createStandardRegistry();
  return (await load(context, { ...request, purpose: 'syntax', registry })).diagnostics;
}

/** Everything wrong with a template that no project holds: what it refers to cannot be looked for. */
export async function checkTemplate(
  context: CliContext,
  request: LookRequest & { readonly selection: Selection },
): Promise<readonly Diagnostic[]> {
  const remote = createRemoteValues(context, createSecretFilter());
  const registry = createStandardRegistry();
  const loaded = await load(context, { ...request, purpose: 'build', remote, registry });
  const required = await settle(remote, () => getRequirements(loaded.value, request.selection, registry));
  return [...loaded.diagnostics, ...required.diagnostics];
}
