import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, type BodyShape, contentOf, type Scope } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Filter, PostProcessor, Provisioner } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitAttributes, pickAttributes } from './body-parts';
import { expandShallow } from './expand-shallow';
import { readBlocks } from './shape';

const FILTER = { name: 'string', only: { list: 'string' }, except: { list: 'string' } } as const;

const PROVISIONER = createArguments({
  ...FILTER,
  pause_before: 'duration',
  max_retries: 'number',
  timeout: 'duration',
  continue_on_error: 'bool',
});

const POST_PROCESSOR = createArguments({ ...FILTER, keep_input_artifact: 'bool' });

/** What every provisioner takes: the language reads it, whatever the part. */
export const PROVISIONER_ARGUMENTS = [...Object.keys(PROVISIONER.options), 'override'];

/** What every post-processor takes. */
export const POST_PROCESSOR_ARGUMENTS = Object.keys(POST_PROCESSOR.options);

/** Reads a provisioner's meta-arguments; its own options wait for the build that uses it. */
export function readProvisioner(block: Block, scope: Scope): Checked<Provisioner> {
  return collect((take) => {
    const given = take(readMeta(block, PROVISIONER, scope)) as ProvisionerMeta;
    const override = block.body.attributes.get('override')?.expr;
    return {
      ...getCommon(block, given, PROVISIONER_ARGUMENTS),
      ...(override && { override }),
      ...(given.pause_before !== undefined && { pauseBefore: given.pause_before }),
      ...(given.max_retries !== undefined && { maxRetries: given.max_retries }),
      ...(given.timeout !== undefined && { timeout: given.timeout }),
      ...(given.continue_on_error !== undefined && { continueOnError: given.continue_on_error }),
    };
  });
}

/** Reads a post-processor's meta-arguments. */
export function readPostProcessor(block: Block, scope: Scope): Checked<PostProcessor> {
  return collect((take) => {
    const given = take(readMeta(block, POST_PROCESSOR, scope)) as PostProcessorMeta;
    return {
      ...getCommon(block, given, POST_PROCESSOR_ARGUMENTS),
      ...(given.keep_input_artifact !== undefined && { keepInputArtifact: given.keep_input_artifact }),
    };
  });
}

/** The blocks of a chain. */
export const CHAIN: BodyShape = { 'post-processor': ['type'] };

/** Reads a `post-processors` block: a chain. */
export function readChain(block: Block, scope: Scope): Checked<readonly PostProcessor[]> {
  return collect((take) => {
    const content = take(contentOf(block.body, { ...CHAIN, dynamic: ['type'] }));
    const blocks = take(expandShallow(content.blocks, scope));
    const steps = take(readBlocks(blocks, CHAIN, 'A post-processors block'));
    return steps.map((step) => take(readPostProcessor(step, scope)));
  });
}

interface Meta extends Filter {
  readonly name?: string;
}

interface ProvisionerMeta extends Meta {
  readonly pause_before?: number;
  readonly max_retries?: number;
  readonly timeout?: number;
  readonly continue_on_error?: boolean;
}

interface PostProcessorMeta extends Meta {
  readonly keep_input_artifact?: boolean;
}

function readMeta(
  block: Block,
  schema: BlockSchema,
  scope: Scope,
): Checked<Readonly<Record<string, unknown>>> {
  return collect((take, report) => {
    const { body, type, labels, headerRange } = block;
    const context = { scope, title: `${type} "${labels[0]}"`, range: headerRange };
    const given = take(readArguments(pickAttributes(body, Object.keys(schema.options)), schema, context));
    report(checkFilter(given, block));
    return given;
  });
}

/** Both `only` and `except` in one step contradict each other. */
function checkFilter({ only, except }: Filter, { type, body, headerRange }: Block): readonly Diagnostic[] {
  if (!only || !except) return [];
  const detail = `A ${type} takes either "only" or "except", not both.`;
  return [problem('TPL031', { detail, subject: body.attributes.get('except')?.nameRange ?? headerRange })];
}

function getCommon(block: Block, { name, only, except }: Meta, own: readonly string[]) {
  return {
    type: block.labels[0] ?? '',
    typeRange: block.labelRanges[0] ?? block.headerRange,
    ...(name !== undefined && { name }),
    ...(only && { only }),
    ...(except && { except }),
    body: omitAttributes(block.body, own),
    range: block.headerRange,
  };
}
