import { parseHcl } from '@strata/hcl';

/** A template without its `packer` blocks: they ask for a version and for plugins that Packer 1.6 knows nothing of. */
export function withoutPackerBlocks(text: string, name: string): string {
  const blocks = parseHcl(text, name).value.blocks.filter(({ type }) => type === 'packer');
  let bytes = Buffer.from(text);
  for (const { headerRange, closeRange } of [...blocks].reverse())
    bytes = Buffer.concat([bytes.subarray(0, headerRange.start.byte), bytes.subarray(closeRange.end.byte)]);
  return bytes.toString();
}
