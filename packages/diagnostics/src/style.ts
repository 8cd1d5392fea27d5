type Paint = (text: string) => string;

/** What stands out in a diagnostic. */
export interface Style {
  readonly error: Paint;
  readonly warning: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly mark: Paint;
  readonly hint: Paint;
}

const plain: Paint = (text) => text;
const ansi =
  (codes: string): Paint =>
  (text) =>
    `\x1b[${codes}m${text}\x1b[0m`;

const PLAIN: Style = { error: plain, warning: plain, strong: plain, faint: plain, mark: plain, hint: plain };
const COLORED: Style = {
  error: ansi('1;31'),
  warning: ansi('1;33'),
  strong: ansi('1'),
  faint: ansi('2'),
  mark: ansi('31'),
  hint: ansi('36'),
};

export function getStyle(color: boolean): Style {
  return color ? COLORED : PLAIN;
}
