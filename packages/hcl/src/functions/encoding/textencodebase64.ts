import { quote } from '../../text/quote';
import { defineText } from '../define';
import { failArgument } from '../failure';
import { encodingOf } from './text-encoding';

export const textencodebase64 = defineText(
  'The text in a character set of the IANA registry, in Base64.',
  ['input', 'encoding_name'],
  (input, name) => {
    const encoding = encodingOf(name);
    const bytes = encoding.encode(input);
    if (encoding.decode(bytes) !== input)
      return failArgument(0, `the text has characters that ${quote(name)} cannot represent`);
    return bytes.toString('base64');
  },
);
