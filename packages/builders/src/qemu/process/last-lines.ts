const KEPT_LINES = 12;
/** Programs that never end a line must not fill the memory. */
const KEPT_CHARACTERS = 16_384;

/** Remembers the end of what a program says. */
export interface LastLines {
  add(data: Buffer): void;
  get(): string;
}

export function createLastLines(): LastLines {
  let text = '';
  return {
    add: (data) => {
      text = (text + data.toString()).slice(-KEPT_CHARACTERS);
    },
    get: () => text.trim().split('\n').slice(-KEPT_LINES).join('\n'),
  };
}
