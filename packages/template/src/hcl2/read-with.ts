import { type Block, type Body, contentOf } from '@strata/hcl';
import { omitBlocks, pickAttributes } from './body-parts';
import { BUILD_SHAPE } from './build-block';
import { CHAIN, POST_PROCESSOR_ARGUMENTS, PROVISIONER_ARGUMENTS } from './step-blocks';

/**
 * What is evaluated to read sources and builds, long before any of them is selected: `dynamic` blocks, and the arguments
 * of builds that are the language's own. Options of parts are not among it: they wait for the build that uses them.
 */
export function getReadWith(blocks: readonly Block[]): readonly Body[] {
  return blocks.flatMap((block) => getOwn(block.type, block));
}

function getOwn(type: string, { body, labels }: Pick<Block, 'body' | 'labels'>): readonly Body[] {
  switch (type) {
    case 'dynamic':
      return getOwnOfDynamic(labels[0] ?? '', body);
    case 'build': {
      const content = contentOf(body, { ...BUILD_SHAPE, dynamic: ['type'] }).value;
      return [omitBlocks(content), ...getReadWith(content.blocks)];
    }
    case 'post-processors':
      return getReadWith(contentOf(body, { ...CHAIN, dynamic: ['type'] }).value.blocks);
    case 'source':
      return [pickAttributes(body, ['name'])];
    case 'provisioner':
    case 'error-cleanup-provisioner':
      return [pickAttributes(body, PROVISIONER_ARGUMENTS.filter(isReadAtOnce))];
    case 'post-processor':
      return [pickAttributes(body, POST_PROCESSOR_ARGUMENTS)];
    default:
      return [];
  }
}

/** Each use of a source has an `override` of its own. */
function isReadAtOnce(name: string): boolean {
  return name !== 'override';
}

/** For each what and with which labels, and what its content is made into. */
function getOwnOfDynamic(type: string, dynamic: Body): readonly Body[] {
  const { value } = contentOf(dynamic, { content: [] });
  return [omitBlocks(value), ...value.blocks.flatMap(({ body }) => getOwn(type, { body, labels: [] }))];
}
