import type { Checked, Diagnostic } from '@strata/diagnostics';
import { type Block, type BodyShape, contentOf, type Scope, Value } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { Build, PostProcessor, Provisioner, Source } from '../template';
import { createArguments, readArguments } from './arguments';
import { omitBlocks } from './body-parts';
import { expandShallow } from './expand-shallow';
import { readBlocks } from './shape';
import { readUses } from './source-uses';
import { readChain, readPostProcessor, readProvisioner } from './step-blocks';
import { getWithoutEffect } from './without-effect';

const ARGUMENTS = createArguments({ name: 'string', description: 'string', sources: { list: 'string' } });

/** The blocks of a build. */
export const BUILD_SHAPE: BodyShape = {
  source: ['reference'],
  provisioner: ['type'],
  'error-cleanup-provisioner': ['type'],
  'post-processor': ['type'],
  'post-processors': [],
  hcp_packer_registry: [],
  from: ['type'],
};

/** Reads a `build` block. */
export function readBuild(block: Block, sources: ReadonlyMap<string, Source>, scope: Scope): Checked<Build> {
  return collect((take, report) => {
    const body = take(contentOf(block.body, { ...BUILD_SHAPE, dynamic: ['type'] }));
    const alsoTakes = Object.keys(BUILD_SHAPE);
    const context = { scope, title: 'a build', range: block.headerRange, alsoTakes };
    const own = readArguments(omitBlocks(body), ARGUMENTS, context);
    const { name, description, sources: names } = take(own) as Own;
    const inner = withBuildName(scope, name);
    const expanded = take(expandShallow(body.blocks, inner));
    const blocks = take(readBlocks(expanded, BUILD_SHAPE, 'A build block'));
    report([...getAll(blocks, 'hcp_packer_registry'), ...getAll(blocks, 'from')].map(getWithoutEffect));
    const errorCleanup = take(readErrorCleanup(blocks, inner));
    return {
      ...(name !== undefined && { name }),
      ...(description !== undefined && { description }),
      ...take(readUses({ names, blocks, block }, sources, { scope: inner, build: name })),
      provisioners: getAll(blocks, 'provisioner').map((step) => take(readProvisioner(step, inner))),
      ...(errorCleanup && { errorCleanup }),
      chains: take(readChains(blocks, inner)),
      range: block.headerRange,
    };
  });
}

interface Own {
  readonly name?: string;
  readonly description?: string;
  readonly sources?: readonly string[];
}

function withBuildName(parent: Scope, name: string | undefined): Scope {
  const build = Value.object({ name: Value.string(name ?? '') });
  return { variables: new Map([['build', build]]), parent };
}

function getAll(blocks: readonly Block[], type: string): readonly Block[] {
  return blocks.filter((block) => block.type === type);
}

function readErrorCleanup(blocks: readonly Block[], scope: Scope): Checked<Provisioner | undefined> {
  return collect((take, report) => {
    const [first, ...more] = getAll(blocks, 'error-cleanup-provisioner');
    report(more.map(getSecondCleanup));
    return first && take(readProvisioner(first, scope));
  });
}

function getSecondCleanup({ headerRange }: Block): Diagnostic {
  const detail = 'A build has at most one error-cleanup-provisioner.';
  return problem('TPL012', { detail, subject: headerRange });
}

function readChains(blocks: readonly Block[], scope: Scope): Checked<readonly (readonly PostProcessor[])[]> {
  return collect((take) =>
    blocks.flatMap((block) => {
      if (block.type === 'post-processor') return [[take(readPostProcessor(block, scope))]];
      return block.type === 'post-processors' ? [take(readChain(block, scope))] : [];
    }),
  );
}
