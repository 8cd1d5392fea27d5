import type { Random } from './random';

/** Pieces that mean something somewhere, and characters that are easily read wrong. */
const pieces: readonly string[] = [
  ...'(){}[],.:;=?!<>+-*/%&|"\'`~$#@^\\',
  ...[
    '${',
    '%{',
    '${~',
    '~}',
    '$${',
    '%%{',
    '...',
    '=>',
    '::',
    '==',
    '&&',
    '||',
    '<<EOT\n',
    '<<-EOT\n',
    '\nEOT\n',
  ],
  ...[
    'if ',
    'else',
    'endif',
    'for ',
    'endfor',
    ' in ',
    'true',
    'null',
    '[*]',
    '.*',
    '.0',
    '1e999999999',
    '0x1',
  ],
  ...[
    '/*',
    '*/',
    '//',
    '\n',
    '\r\n',
    '\t',
    '\u00a0',
    '\ufeff',
    '\0',
    '\u2028',
    'é',
    'e\u0301',
    '👩‍👩‍👧',
    '\ud800',
  ],
  ...[
    '{{',
    '}}',
    '{{ .Name | upper }}',
    '{{user `a`}}',
    '"__proto__"',
    'constructor',
    '\\u0000',
    '\\ud800',
    '\\"',
  ],
  ...[
    'dynamic "a" {',
    'for_each',
    'try(',
    'can(',
    'templatefile("a", {})',
    'regex("(a+)+$", ',
    'range(1e9)',
    'var.',
    'local.a',
  ],
];

/** Longest stretch that one change takes out, puts elsewhere or doubles. */
const longestStretch = 200;

type Change = (text: string, random: Random) => string;

const changes: readonly Change[] = [
  (text, random) => insert(text, random.below(text.length + 1), random.pick(pieces)),
  (text, random) =>
    insert(text, random.below(text.length + 1), random.pick(pieces).repeat(1 + random.below(20))),
  (text, random) => withoutStretch(text, stretch(text, random)),
  (text, random) => {
    const [start, end] = stretch(text, random);
    return insert(text, random.below(text.length + 1), text.slice(start, end));
  },
  (text, random) => {
    const [start, end] = stretch(text, random);
    return insert(
      withoutStretch(text, [start, end]),
      start,
      text.slice(start, end).split('').reverse().join(''),
    );
  },
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
  },
];

/** Most changes to one text: more leave nothing of what was there. */
const mostChanges = 5;

/** The text with a few changes that a slip, a bad merge or malice could make. */
export function mutate(text: string, random: Random): string {
  let changed = text;
  for (let left = 1 + random.below(mostChanges); left > 0; left--)
    changed = random.pick(changes)(changed, random);
  return changed;
}

function insert(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at);
}

function stretch(text: string, random: Random): readonly [number, number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + 1 + random.below(longestStretch))];
}

function withoutStretch(text: string, [start, end]: readonly [number, number]): string {
  return text.slice(0, start) + text.slice(end);
}
