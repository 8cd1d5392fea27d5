import type { Diagnostic } from '@strata/diagnostics';
import { settle } from '@strata/hcl';
import { getRequirements, type Selection } from '@strata/plan';
import { createSecretFilter } from '@strata/sdk';
import { createStandardRegistry } from '@strata/standard';
import { getDistinct } from '@strata/template';
import type { CliContext } from '../context';
import { createRemoteValues } from '../function-ports/remote-values';
import { type LookRequest, load } from './load';

/** Everything wrong with the syntax of a template, and with what it declares; evaluates nothing. */
export async function checkSyntax(context: CliContext, request: LookRequest): Promise<readonly Diagnostic[]> {
  const registry = createStandardRegistry();
  return (await load(context, { ...request, purpose: 'syntax', registry })).diagnostics;
}

interface CheckRequest extends LookRequest {
  readonly selection: Selection;
  /** Also reads data sources. @default false */
  readonly evaluateDataSources?: boolean | undefined;
}

/** Everything wrong with a template that no project holds: what it refers to cannot be looked for. */
export async function checkTemplate(
  context: CliContext,
  { selection, evaluateDataSources, ...request }: CheckRequest,
): Promise<readonly Diagnostic[]> {
  const registry = createStandardRegistry();
  const sources = evaluateDataSources ? registry.dataSources : undefined;
  const remote = createRemoteValues(context, createSecretFilter(), sources);
  const loaded = await load(context, { ...request, purpose: 'build', remote, registry });
  const required = await settle(remote, () => getRequirements(loaded.value, selection, registry));
  return getDistinct([...loaded.diagnostics, ...required.diagnostics]);
}
