import { createHash } from 'node:crypto';
import type { DiskOptions, LayerRecord } from '@strata/sdk';
import type { DefinitionKind } from './settings';

/** What an image in Azure follows from. */
export interface ImageContent {
  readonly layers: readonly Pick<LayerRecord, 'diffId'>[];
  readonly disk: DiskOptions;
}

/** Another number when the same content is to become another version. */
const version = 1;

/**
 * Names what a version is made of, in hexadecimal digits: its layers, its disk and the kind of its definition. Two
 * publications with the same key are the same version, whoever made them.
 */
export function getVersionKey({ layers, disk }: ImageContent, kind: DefinitionKind): string {
  const { osState, generation, architecture, security } = kind;
  const content = [
    version,
    layers.map(({ diffId }) => diffId),
    Object.entries(disk).sort(([a], [b]) => (a < b ? -1 : 1)),
    [osState, generation, architecture, security],
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

/** Digits of a key that tell versions of an image apart, for people. */
const shortLength = 12;

export function shortenKey(key: string): string {
  return key.slice(0, shortLength);
}
