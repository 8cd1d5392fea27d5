import { evaluate } from '../../evaluate/evaluate';
import type { Block, Body } from '../../syntax/ast';
import { Type } from '../../types/type';
import { parseType } from '../../types/type-expression';
import { Value } from '../../values/value';
import type { Specification } from './specification';

/** A specification as the files of the specification suite write it: its one block that is no `variables`. */
export function readHclSpecification({ blocks }: Body): Specification {
  const [block] = blocks.filter(({ type }) => type !== 'variables');
  if (block === undefined) throw new Error('a specification has a block');
  return readBlock(block);
}

function readBlock(block: Block): Specification {
  const { type, labels, body } = block;
  switch (type) {
    case 'object':
      return {
        kind: 'object',
        fields: new Map(body.blocks.map((inner) => [inner.labels[0] ?? '', readBlock(inner)])),
      };
    case 'literal':
      return { kind: 'literal', value: valueIn(body, 'value') };
    case 'attr':
      return { kind: 'attribute', name: labels[0] ?? '', type: typeIn(body), required: false };
    case 'block':
      return { kind: 'block', type: typeName(block), nested: nestedIn(body), required: false };
    case 'block_list':
      return { kind: 'block list', type: typeName(block), nested: nestedIn(body), min: 0, max: 0 };
    case 'block_map':
      return {
        kind: 'block map',
        type: typeName(block),
        labels: textsIn(body, 'labels'),
        nested: nestedIn(body),
      };
    default:
      throw new Error(`specifications of kind ${type} are not read`);
  }
}

const nestedIn = ({ blocks }: Body) => readBlock(blocks[0] as Block);

/** Said by an argument, or by the name that the value has in the object around. */
function typeName({ labels, body }: Block): string {
  const said = body.attributes.has('block_type') ? valueIn(body, 'block_type') : undefined;
  return said?.kind === 'string' ? said.string : (labels[0] ?? '');
}

export function valueIn(body: Body, name: string): Value {
  const attribute = body.attributes.get(name);
  return attribute ? evaluate(attribute.expr, {}).value : Value.null(Type.dynamic);
}

function textsIn(body: Body, name: string): readonly string[] {
  const value = valueIn(body, name);
  return 'elements' in value ? value.elements.map((text) => (text.kind === 'string' ? text.string : '')) : [];
}

export function typeIn(body: Body, name = 'type'): Type {
  const attribute = body.attributes.get(name);
  return attribute ? parseType(attribute.expr).value.type : Type.dynamic;
}
