import { quote } from '../../text/quote';
import { defineText } from '../define';
import { failArgument } from '../failure';
import { bytesOfBase64 } from './base64';
import { encodingOf } from './text-encoding';

const replacement = '\ufffd';

export const textdecodebase64 = defineText(
  'The text whose bytes in a character set of the IANA registry are given in Base64.',
  ['source', 'encoding_name'],
  (source, name) => {
    const bytes = bytesOfBase64(source) ?? failArgument(0, 'failed to decode base64 data');
    const text = encodingOf(name).decode(bytes);
    const isWhole = !/^utf-?16/i.test(name) || bytes.length % 2 === 0;
    if (text.includes(replacement) || !isWhole)
      return failArgument(0, `the bytes are no text in ${quote(name)}`);
    return text;
  },
);
