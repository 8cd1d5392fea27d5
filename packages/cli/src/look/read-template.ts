import type { Checked } from '@strata/diagnostics';
import { type Scope, settle, Type, Value } from '@strata/hcl';
import { createSecretFilter, type PartRegistry } from '@strata/sdk';
import { createStandardRegistry } from '@strata/standard';
import { evaluateTemplate, type Template } from '@strata/template';
import type { CliContext } from '../context';
import { createRemoteValues } from '../function-ports/remote-values';
import { findSecrets } from './find-secrets';
import { type LookRequest, load } from './load';

/** A template with the values that can be known without building. */
export interface Looked {
  readonly template: Template;
  /** What parts there are, and so which blocks theirs may hold. */
  readonly registry: PartRegistry;
  /** `var`, `local`, `data`, `path`, `packer`, the functions; `source` and `build` are there and unknown. */
  readonly scope: Scope;
  /** Runs something that evaluates, as often as it takes until other machines have said what it asks of them. */
  settle<T>(evaluate: () => T): Promise<T>;
  /** Takes secrets out of text, wherever they stand in it. */
  mask(text: string): string;
}

/**
 * Reads a template and evaluates what needs no build. Throws `Failure` when there is none.
 *
 * @param data whether data sources ask the world; `leave` leaves what they give unknown
 */
export async function readTemplate(
  context: CliContext,
  request: LookRequest,
  data: 'read' | 'leave',
): Promise<Checked<Looked>> {
  const secrets = createSecretFilter();
  const registry = createStandardRegistry();
  const remote = createRemoteValues(context, secrets, data === 'read' ? registry.dataSources : undefined);
  const { value: template, diagnostics } = await load(context, { ...request, remote, registry });
  const settled = <T>(evaluate: () => T) => settle(remote, evaluate);
  const { scope } = (await settled(() => evaluateTemplate(template, { registry }))).value;
  // What was made of a secret is masked as a whole; the secrets themselves wherever they stand.
  for (const { value, sensitive } of template.variables.values())
    if (sensitive) for (const text of findSecrets(value)) secrets.register(text);
  return {
    value: {
      template,
      registry,
      scope: { variables: NOT_YET, parent: scope },
      settle: settled,
      mask: (text) => secrets.mask(text),
    },
    diagnostics,
  };
}

/** What only a build gives. */
const NOT_YET: ReadonlyMap<string, Value> = new Map([
  ['source', Value.unknown(Type.dynamic)],
  ['build', Value.unknown(Type.dynamic)],
]);
