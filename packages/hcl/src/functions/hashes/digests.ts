import { createHash } from 'node:crypto';
import { defineText } from '../define';

function digest(algorithm: string) {
  return defineText(`The ${algorithm} digest of the text, as UTF-8, in hexadecimal.`, ['str'], (text) =>
    createHash(algorithm).update(text).digest('hex'),
  );
}

export const md5 = digest('md5');
export const sha1 = digest('sha1');
export const sha256 = digest('sha256');
export const sha512 = digest('sha512');
