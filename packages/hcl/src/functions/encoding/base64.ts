import { defineText } from '../define';
import { failArgument } from '../failure';

export const base64encode = defineText('The text, as UTF-8, in Base64.', ['str'], (text) =>
  Buffer.from(text).toString('base64'),
);

const wellFormed = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of standard, padded Base64, in which line breaks do not count; Node's decoder would take anything. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const compact = text.replace(/[\r\n]/g, '');
  if (compact.length % 4 !== 0 || !wellFormed.test(compact)) return undefined;
  return Buffer.from(compact, 'base64');
}

export const base64decode = defineText('The text whose UTF-8 bytes are given in Base64.', ['str'], (text) => {
  const bytes = bytesOfBase64(text) ?? failArgument(0, 'failed to decode base64 data');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return failArgument(0, 'the result of decoding the provided string is not valid UTF-8');
  }
});
