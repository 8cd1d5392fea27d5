import { createHash } from 'node:crypto';
import type { DiskOptions, LayerRecord } from '@strata/sdk';
import type { Encryption, Registration } from './settings';

/** What an image in AWS follows from. */
export interface ImageContent {
  readonly layers: readonly Pick<LayerRecord, 'diffId'>[];
  readonly disk: DiskOptions;
}

/** Another number when the same content is to become another image. */
const version = 1;

/**
 * Names what an image of AWS is made of, in hexadecimal digits: its layers, its disk and all that cannot be changed later. Two
 * publications with the same key are the same image, whoever made them.
 */
export function getImageKey(
  { layers, disk }: ImageContent,
  registration: Registration,
  encryption: string,
): string {
  const content = [
    version,
    layers.map(({ diffId }) => diffId),
    sortMembers(disk),
    sortMembers(registration),
    encryption,
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

function sortMembers(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** How an image is encrypted in a region, as a word that can stand in a tag: `none`, `default` or the key. */
export function getEncryptionName({ isEncrypted, kmsKeys }: Encryption, region: string): string {
  if (!isEncrypted) return 'none';
  return kmsKeys[region] ?? 'default';
}

/** Digits of a key that tell versions of an image apart, for people. */
const versionLength = 12;

export function getVersion(key: string): string {
  return key.slice(0, versionLength);
}
