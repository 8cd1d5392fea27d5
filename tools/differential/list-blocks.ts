import { type Block, parseHcl } from '@strata/hcl';

/**
 * The blocks of a template by what they are, as text without comments and layout: `variable a`, `source null.b`,
 * `provisioner 1`. Those of a build are listed one by one, numbered.
 */
export function listBlocks(text: string): ReadonlyMap<string, string> {
  const bare = text.replace(/^\s*#.*\n/gmu, '');
  const bytes = Buffer.from(bare);
  const write = ({ range }: Pick<Block, 'range'>) =>
    bytes.subarray(range.start.byte, range.end.byte).toString().replace(/\s+/gu, ' ');
  const blocks = parseHcl(bare, 'made.pkr.hcl').value.blocks.flatMap(getParts);
  const seen = new Map<string, number>();
  return new Map(
    blocks.map(({ title, range }) => {
      const number = (seen.get(title) ?? 0) + 1;
      seen.set(title, number);
      return [number === 1 ? title : `${title} #${number}`, write({ range })];
    }),
  );
}

interface Part extends Pick<Block, 'range'> {
  readonly title: string;
}

function getParts({ type, labels, body, range }: Block): readonly Part[] {
  if (type !== 'build') return [{ title: [type, labels.join('.')].join(' ').trim(), range }];
  const attributes = [...body.attributes.values()].map((one) => ({ title: one.name, range: one.range }));
  return [...attributes, ...body.blocks.map((block) => ({ title: block.type, range: block.range }))];
}
