import type { Checked } from '@strata/diagnostics';
import type { Block } from '@strata/hcl';
import { collect } from '../collect';
import type { DataBlock, Source } from '../template';
import { dropRepeated } from './shape';

/** Reads `source "type" "name"` blocks. */
export function readSources(blocks: readonly Block[]): Checked<ReadonlyMap<string, Source>> {
  return collect((take) => mapValues(take(dropRepeated(blocks, getKey)), getSource));
}

/** Reads `data "type" "name"` blocks. */
export function readData(blocks: readonly Block[]): Checked<ReadonlyMap<string, DataBlock>> {
  return collect((take) => mapValues(take(dropRepeated(blocks, getKey)), getDataBlock));
}

function getKey({ labels }: Block): string {
  return labels.join('.');
}

function getSource(block: Block): Source {
  const { labels, body, headerRange } = block;
  return {
    type: labels[0] ?? '',
    label: labels[1] ?? '',
    typeRange: block.labelRanges[0] ?? headerRange,
    body,
    range: headerRange,
  };
}

function getDataBlock(block: Block): DataBlock {
  const { label: name, ...rest } = getSource(block);
  return { ...rest, name };
}

function mapValues<A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): ReadonlyMap<string, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
