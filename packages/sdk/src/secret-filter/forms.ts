import type { Pattern, Place } from './pattern';

/** Shorter secrets are no secrets: every word of the output would have holes. */
const MIN_SECRET = 3;
/** Lines of a longer secret as short as `{` or `EOF` say nothing and occur everywhere. */
const MIN_LINE = 4;
/** Fewer base64 characters than this occur by chance. */
const MIN_BASE64 = 4;

/** All spellings of a secret that are looked for. */
export function getForms(secret: string): readonly Pattern[] {
  return getPieces(secret).flatMap((piece) => {
    const bytes = Buffer.from(piece);
    return [getTextForm(bytes), ...[0, 1, 2].map((shift) => getBase64Form(bytes, shift))].filter(
      (form) => form.length > 0,
    );
  });
}

/** The secret as a whole and, when it has several lines, each line worth masking. */
function getPieces(secret: string): readonly string[] {
  const whole = secret.replaceAll('\r\n', '\n').trim();
  if (whole.length < MIN_SECRET) return [];
  const lines = whole.split('\n').map((line) => line.trim());
  return [...new Set([whole, ...lines.filter((line) => lines.length > 1 && line.length >= MIN_LINE)])];
}

const text = (value: string) => Buffer.from(value);
const LINE_ENDS = ['\n', '\r\n', '%0A', '%0a', '%0D%0A', '%0d%0a', '\\n', '\\r\\n'].map(text);
const TAB = ['\t', '%09', '\\t'].map(text);
const SPACE = [' ', '+', '%20'].map(text);
/** How shells write a quote within quotes, and how `set -x` shows it. */
const QUOTE = ["'", "\\'", "'\\''", `'"'"'`, '%27', '\\u0027'].map(text);

/** The text itself; percent-encoded in part or wholly; escaped as in JSON or in a shell. */
function getTextForm(bytes: Buffer): Pattern {
  return Array.from(bytes, getSpellings);
}

function getSpellings(byte: number): Place {
  const character = String.fromCharCode(byte);
  if (character === '\n') return LINE_ENDS;
  if (character === '\t') return TAB;
  if (character === ' ') return SPACE;
  if (character === "'") return QUOTE;
  const raw = Buffer.from([byte]);
  const hex = byte.toString(16).padStart(2, '0');
  const percent = [...new Set([`%${hex}`, `%${hex.toUpperCase()}`])].map(text);
  if (/[\x20-\x7e]/.test(character) && !/[a-z0-9]/i.test(character)) {
    return [raw, ...percent, text(`\\${character}`), text(`\\u00${hex}`)];
  }
  return [raw, ...percent];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The secret within base64 of a longer text, `shift` bytes after a group of three begins. Characters that hold bits of
 * the secret beside bits of its neighbours are masked when they fit: they would tell up to four bits of a letter.
 */
function getBase64Form(bytes: Buffer, shift: number): Pattern {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const lead = (6 - ((8 * shift) % 6)) % 6;
  const core = bits.slice(lead).match(/.{6}/g) ?? [];
  if (core.length < MIN_BASE64) return [];
  const rest = bits.slice(lead + core.length * 6);
  return [
    ...(lead > 0 ? [getPartial((sextet) => sextet.endsWith(bits.slice(0, lead)))] : []),
    ...core.map((sextet, index) => getBase64Place(ALPHABET[Number.parseInt(sextet, 2)]!, index > 0)),
    ...(rest === '' ? [] : [getPartial((sextet) => sextet.startsWith(rest))]),
  ];
}

function getPartial(fits: (sextet: string) => boolean): Place {
  const characters = [...ALPHABET].filter((_, index) => fits(index.toString(2).padStart(6, '0')));
  return [Buffer.alloc(0), ...characters.flatMap((character) => getBase64Place(character, false))];
}

/** One character, also in the alphabet for URLs, and behind the line ends with which tools break long base64. */
function getBase64Place(character: string, breakable: boolean): Place {
  const spellings = [character, ...(character === '+' ? ['-'] : []), ...(character === '/' ? ['_'] : [])];
  const broken = breakable ? spellings.flatMap((spelling) => [`\n${spelling}`, `\r\n${spelling}`]) : [];
  return [...spellings, ...broken].map(text);
}
