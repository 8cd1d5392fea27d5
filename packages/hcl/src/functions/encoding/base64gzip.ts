import { crc32 } from 'node:zlib';
import { defineText } from '../define';

/** Level 6, time 0, system unknown: the header that Go writes. */
const header = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);

/**
 * What is in it is as upstream, and so is its header; the compressed bytes are not, for they depend on the compressor
 * and no page promises them. Ours is plain JavaScript, so that all machines get the same bytes: the one inside of Node
 * works with what the processor has.
 */
export const base64gzip = defineText(
  'The text, as UTF-8, compressed by gzip and in Base64. It unpacks to the same text as Packer’s, whose compressed bytes may differ.',
  ['str'],
  (text) => {
    const { deflateSync } = require('fflate') as typeof import('fflate');
    const bytes = Buffer.from(text);
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(bytes), 0);
    trailer.writeUInt32LE(bytes.length, 4);
    return Buffer.concat([header, deflateSync(bytes, { level: 6 }), trailer]).toString('base64');
  },
);
