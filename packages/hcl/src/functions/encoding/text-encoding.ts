import { quote } from '../../text/quote';
import { failArgument } from '../failure';

/** What the library has beside character sets: they would turn text into something else. */
const notCharacterSets = new Set(['base64', 'binary', 'hex', 'internal', 'ucs2', 'utf7imap']);

/** Names and aliases of the IANA registry are of these characters. */
const spelling = /^[\w.:+()-]+$/;

/** A character set by a name or alias of the IANA registry. */
export interface TextEncoding {
  encode(text: string): Buffer;
  decode(bytes: Buffer): string;
}

/** The character set that the second argument of a call names. */
export function encodingOf(name: string): TextEncoding {
  // Half a megabyte of tables: loaded when a template calls for them.
  const iconv = require('iconv-lite') as typeof import('iconv-lite');
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const known = spelling.test(name) && !notCharacterSets.has(plain) && iconv.encodingExists(name);
  if (!known) {
    return failArgument(
      1,
      `${quote(name)} is not a supported IANA encoding name or alias; examples are "UTF-16LE", "ISO-8859-1" and "windows-1252"`,
    );
  }
  // RFC 2781: big end first unless a mark says otherwise, and a mark is written. The library has it the other way round.
  if (plain === 'utf16') {
    return {
      encode: (text) => iconv.encode(text, 'utf-16be', { addBOM: true }),
      decode: (bytes) => iconv.decode(bytes, 'utf-16', { defaultEncoding: 'utf16be' }),
    };
  }
  return {
    encode: (text) => iconv.encode(text, name),
    decode: (bytes) => iconv.decode(bytes, name, { stripBOM: false }),
  };
}
