import { type Checked, type Diagnostic, type Range, suggest } from '@strata/diagnostics';
import { type Attribute, type Block, type Body, type BodyShape, contentOf } from '@strata/hcl';
import { problem } from '../codes';
import { collect, MOST_TOLD } from '../collect';

const NAME = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** A body by its shape, in either syntax, with the blocks that fit; each other one is a problem. */
export function readBody(body: Body, shape: BodyShape, where: string): Checked<Body> {
  return collect((take) => {
    const content = take(contentOf(body, shape));
    return { ...content, blocks: take(readBlocks(content.blocks, shape, where)) };
  });
}

/** The blocks that fit the shape, in source order; each other one is a problem. */
export function readBlocks(
  blocks: readonly Block[],
  shape: BodyShape,
  where: string,
): Checked<readonly Block[]> {
  return collect((_, report) =>
    blocks.filter((block) => {
      const labels = Object.hasOwn(shape, block.type) ? shape[block.type] : undefined;
      const wrong = labels ? checkLabels(block, labels) : getUnknownBlock(block, shape, where);
      if (wrong) report(wrong);
      return !wrong;
    }),
  );
}

/** The attributes of a body that takes none. In JSON they may have been meant as its blocks. */
export function checkNoAttributes(body: Body, where: string, shape: BodyShape = {}): readonly Diagnostic[] {
  return [...body.attributes.values()].slice(0, MOST_TOLD).map(({ name, nameRange }) => {
    const near = suggest(name, Object.keys(shape));
    return problem('TPL005', {
      detail: `${where} takes blocks only, not the argument "${name}".`,
      subject: nameRange,
      ...(near && { hint: `Did you mean "${near}"?` }),
    });
  });
}

/** The attributes whose names others can refer to. Only JSON can give them other names. */
export function readNamed({ attributes }: Body): Checked<readonly Attribute[]> {
  return collect((_, report) =>
    [...attributes.values()].filter(({ name, nameRange }) => {
      const isName = NAME.test(name);
      if (!isName) report(getNoName(name, nameRange));
      return isName;
    }),
  );
}

function getNoName(name: string, subject: Range): Diagnostic {
  const detail = `"${name}" cannot be a name: a name starts with a letter or underscore and holds letters, digits, underscores and dashes.`;
  return problem('TPL009', { detail, subject });
}

function getUnknownBlock({ type, typeRange }: Block, shape: BodyShape, where: string): Diagnostic {
  const near = suggest(type, Object.keys(shape));
  const allowed = Object.keys(shape).sort().join(', ');
  const takes = allowed === '' ? 'takes no blocks' : `takes the blocks ${allowed}`;
  return problem('TPL004', {
    detail: `${where} ${takes}; here is "${type}".`,
    subject: typeRange,
    ...(near && { hint: `Did you mean "${near}"?` }),
  });
}

function checkLabels(block: Block, labels: readonly string[]): Diagnostic | undefined {
  if (block.labels.length !== labels.length) return getWrongCount(block, labels);
  const index = block.labels.findIndex((label, at) => labels[at] === 'name' && !NAME.test(label));
  if (index === -1) return undefined;
  return getNoName(block.labels[index] as string, block.labelRanges[index] ?? block.headerRange);
}

function getWrongCount(block: Block, labels: readonly string[]): Diagnostic {
  const extra = block.labelRanges[labels.length];
  const wanted = labels.length === 0 ? 'no label' : labels.map((label) => `a ${label}`).join(' and ');
  return problem('TPL007', {
    detail: `A ${block.type} block has ${wanted}: ${[block.type, ...labels.map((label) => `"${label.toUpperCase()}"`)].join(' ')} { … }. Here there are ${block.labels.length}.`,
    subject: extra ?? block.headerRange,
  });
}

/** The first block of each key; every later one is a problem. */
export function dropRepeated<T extends Block>(
  blocks: readonly T[],
  getKey: (block: T) => string,
): Checked<ReadonlyMap<string, T>> {
  return collect((_, report) => {
    const first = new Map<string, T>();
    for (const block of blocks) {
      const key = getKey(block);
      const other = first.get(key);
      if (other) report(getRepeated(key, block, other));
      else first.set(key, block);
    }
    return first;
  });
}

function getRepeated(key: string, block: Block, other: Block): Diagnostic {
  return problem('TPL010', {
    detail: `There is a ${block.type} "${key}" already.`,
    subject: block.headerRange,
    related: [{ label: 'defined first', range: other.headerRange }],
    hint: 'Rename one of the two, or remove it.',
  });
}
