/** POSIX classes, as they stand inside of brackets. */
const CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/**
 * A regular expression in the syntax of Go, which goss uses, as one of JavaScript: flags in front, named groups with `P`,
 * POSIX classes, scripts, `\A` and `\z`.
 *
 * @param flags of goss's form `/pattern/ims`
 * @throws SyntaxError when it is none
 */
export function compileRegExp(source: string, flags = ''): RegExp {
  const [, ahead = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/su.exec(source) ?? [];
  const translated = rest
    .replace(/\(\?P</g, '(?<')
    .replace(/\[:(\^?)(\w+):\]/g, (whole, not, name) => (not === '' ? (CLASSES[name] ?? whole) : whole))
    .replace(/\\([pP])\{(\w{3,})\}/g, '\\$1{Script=$2}')
    .replace(/\\([pP])([A-Z])/g, '\\$1{$2}')
    .replace(/\\([Az])/g, (_, anchor) => (anchor === 'A' ? '(?<![^])' : '(?![^])'));
  const all = new Set([...ahead, ...flags]);
  try {
    return new RegExp(translated, `${[...all].join('')}u`);
  } catch {
    // Go takes escapes that JavaScript refuses in its strict form: `\-`, `\"`.
    return new RegExp(translated, [...all].join(''));
  }
}
