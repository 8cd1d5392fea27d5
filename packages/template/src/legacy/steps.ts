import { type Checked, type Diagnostic, suggest } from '@strata/diagnostics';
import { type Block, type JsonNode, type JsonObject, memberOf, type Scope } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import { readPostProcessor, readProvisioner } from '../hcl2/step-blocks';
import type { PostProcessor, Provisioner } from '../template';
import { readBlock } from './blocks';
import type { StringReader } from './to-expression';
import { withWholeFilters } from './whole-filters';

/** How steps of a JSON template are read. */
export interface StepContext {
  readonly scope: Scope;
  readonly readString: StringReader;
  /** Names of the builders: unlike in HCL2, `only` and `except` must name existing ones. */
  readonly builders: readonly string[];
}

/** Reads `provisioners`. */
export function readProvisioners(
  node: JsonNode | undefined,
  context: StepContext,
): Checked<readonly Provisioner[]> {
  return collect((take) =>
    take(getItems(node, 'provisioners')).flatMap((item) => take(readStep(item, context))),
  );
}

/** Reads one provisioner; also the `error-cleanup-provisioner`. */
export function readStep(node: JsonNode, context: StepContext): Checked<readonly Provisioner[]> {
  return collect((take, report) => {
    const whole = withWholeFilters(node);
    const block = take(readBlock(whole, 'provisioner', context.readString));
    if (!block || whole.kind !== 'object') return [];
    report(checkFilter(whole, context.builders), checkOverride(whole, context.builders));
    return [take(readProvisioner(block, context.scope))];
  });
}

/** Reads `post-processors`: each item is a chain of one, or a list that is a chain. */
export function readChains(
  node: JsonNode | undefined,
  context: StepContext,
): Checked<readonly (readonly PostProcessor[])[]> {
  return collect((take) =>
    take(getItems(node, 'post-processors')).map((item) => {
      const steps = item.kind === 'array' ? item.items : [item];
      return steps.flatMap((step) => take(readChainStep(step, context)));
    }),
  );
}

function readChainStep(node: JsonNode, context: StepContext): Checked<readonly PostProcessor[]> {
  return collect((take, report) => {
    const block = take(readBlock(getLong(node), 'post-processor', context.readString));
    if (!block) return [];
    // An "override" here is an option of the post-processor itself: vagrant has one, by the names of its providers.
    if (node.kind === 'object') report(checkFilter(node, context.builders));
    const step = take(readPostProcessor(block as Block, context.scope));
    return [{ ...step, name: step.name ?? step.type }];
  });
}

/** `"compress"` is short for `{ "type": "compress" }`. */
function getLong(node: JsonNode): JsonNode {
  if (node.kind !== 'string') return node;
  const { range } = node;
  const name = { kind: 'string', string: 'type', raw: '"type"', range } as const;
  return { kind: 'object', members: [{ name, value: node }], range };
}

/** The items of a list, none when it is not there. */
export function getItems(node: JsonNode | undefined, name: string): Checked<readonly JsonNode[]> {
  if (!node || node.kind === 'array') return { value: node?.items ?? [], diagnostics: [] };
  const detail = `"${name}" is a list.`;
  return { value: [], diagnostics: [problem('TPL011', { detail, subject: node.range })] };
}

/** Whether a step is for builders that exist. */
function checkFilter(node: JsonObject, builders: readonly string[]): readonly Diagnostic[] {
  const named = ['only', 'except'].flatMap((name) => getNames(memberOf(node, name)));
  return checkNamed(named, builders);
}

function checkOverride(node: JsonObject, builders: readonly string[]): readonly Diagnostic[] {
  const override = memberOf(node, 'override');
  const keys = override?.kind === 'object' ? override.members : [];
  return checkNamed(
    keys.map(({ name }) => ({ name: name.string, subject: name.range })),
    builders,
  );
}

interface NamedBuilder {
  readonly name: string;
  readonly subject: JsonNode['range'];
}

function checkNamed(named: readonly NamedBuilder[], builders: readonly string[]): readonly Diagnostic[] {
  return named.filter(({ name }) => !builders.includes(name)).map((one) => getUnknownBuild(one, builders));
}

function getNames(node: JsonNode | undefined): readonly NamedBuilder[] {
  if (node?.kind !== 'array') return [];
  return node.items.flatMap((item) =>
    item.kind === 'string' ? [{ name: item.string, subject: item.range }] : [],
  );
}

function getUnknownBuild({ name, subject }: NamedBuilder, builders: readonly string[]): Diagnostic {
  const near = suggest(name, builders);
  return problem('TPL042', {
    detail: `There is no builder named "${name}". There are ${builders.join(', ') || 'none'}.`,
    subject,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}
