import { graphemes } from '../../text/graphemes';
import { defineText } from '../define';

export const strrev = defineText(
  'The characters of a text, as people see them, in reverse.',
  ['str'],
  (text) => [...graphemes(text)].reverse().join(''),
);
