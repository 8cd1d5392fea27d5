import { keysyms } from './keys';

/** A piece of a boot command. `text` is what stands there, `at` counts characters from 1. */
export type Token = { readonly text: string; readonly at: number } & (
  | {
      readonly kind: 'wait' /** What follows `wait`: a duration, seconds, or nothing. */;
      readonly time: string;
    }
  | { readonly kind: 'special'; readonly name: string; readonly toggle: Toggle }
  | { readonly kind: 'character'; readonly character: string; readonly toggle: Toggle }
);

/** `<leftCtrlOn>` holds a key, `<leftCtrlOff>` lets it go. */
export type Toggle = 'on' | 'off' | undefined;

/** Names by how they look without capitals, which count for nothing in them. */
const NAMES = new Map(Object.keys(keysyms).map((name) => [name.toLowerCase(), name]));

// The forms are those of Packer's grammar; whichever fits first is taken. `wait` alone minds capitals.
const TIME = '(?:-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:ns|us|µs|ms|s|m|h))+|0|[1-9]\\d*';
const WAIT = new RegExp(`<wait(${TIME})?>`, 'y');
const HELD = /<(.)(on|off)>/isuy;
const SPECIAL = new RegExp(`<(${[...NAMES.keys()].join('|')})(on|off)?>`, 'iy');
const CHARACTER = /./suy;

/** Cuts a boot command into what it says. No text is wrong: what is no key is typed as it stands, as in Packer. */
export function* getTokens(command: string): Generator<Token> {
  let at = 1;
  for (let index = 0; index < command.length; ) {
    const token = readToken(command, index, at);
    yield token;
    index += token.text.length;
    at += [...token.text].length;
  }
}

function readToken(command: string, index: number, at: number): Token {
  const wait = match(WAIT, command, index);
  if (wait) return { kind: 'wait', text: wait[0], at, time: wait[1] ?? '' };
  const held = match(HELD, command, index);
  if (held) return { kind: 'character', text: held[0], at, character: held[1]!, toggle: getToggle(held[2]) };
  const special = match(SPECIAL, command, index);
  if (special) {
    const name = NAMES.get(special[1]!.toLowerCase())!;
    return { kind: 'special', text: special[0], at, name, toggle: getToggle(special[2]) };
  }
  const character = match(CHARACTER, command, index)![0];
  return { kind: 'character', text: character, at, character, toggle: undefined };
}

function match(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function getToggle(word: string | undefined): Toggle {
  if (word === undefined) return undefined;
  return word.toLowerCase() === 'on' ? 'on' : 'off';
}
