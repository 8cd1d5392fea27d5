import { type Attribute, type Block, type Body, contentOf } from '@strata/hcl';
import type { BlockSchema } from '@strata/sdk';
import { getBodies } from '../decode/body-of';
import { getShape } from '../decode/decode-block';

/**
 * A body with its nested blocks as blocks. JSON has none: only the schema tells which of its objects, and lists of
 * objects, stand for blocks. What cannot be one stays an attribute.
 */
export function nestBlocks(given: Body, schema: BlockSchema): Body {
  const body = contentOf(given, getShape(schema)).value;
  const attributes = new Map(body.attributes);
  const blocks = body.blocks.map((block) => ({ ...block, body: nestIn(block.type, block.body, schema) }));
  for (const attribute of body.attributes.values()) {
    const bodies = Object.hasOwn(schema.blocks ?? {}, attribute.name) ? getBodies(attribute.expr) : undefined;
    if (!bodies) continue;
    attributes.delete(attribute.name);
    for (const inner of bodies) blocks.push(createBlock(attribute, nestIn(attribute.name, inner, schema)));
  }
  return { ...body, attributes, blocks };
}

function nestIn(type: string, body: Body, { blocks = {} }: BlockSchema): Body {
  const nested = Object.hasOwn(blocks, type) ? blocks[type] : undefined;
  return nested ? nestBlocks(body, nested.schema) : body;
}

/** A block whose header is the name in JSON. */
function createBlock({ name, nameRange }: Attribute, body: Body): Block {
  return {
    type: name,
    typeRange: nameRange,
    labels: [],
    labelRanges: [],
    body,
    openRange: body.range,
    closeRange: body.range,
    headerRange: nameRange,
    range: body.range,
  };
}
