/**
 * A value that must never be shown. It prints, serialises and concatenates as `<sensitive>`; only `reveal` gives it,
 * and only the code that hands it to a process or a guest calls that.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '<sensitive>';
  }

  toJSON(): string {
    return '<sensitive>';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '<sensitive>';
  }
}

/** Text that may be sensitive. */
export type Text = string | Secret;

/** The text itself. Use it only where the text leaves for a process or a guest. */
export function reveal(text: Text): string {
  return typeof text === 'string' ? text : text.reveal();
}
