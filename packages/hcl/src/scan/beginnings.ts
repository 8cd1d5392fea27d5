import { asciiUnits, charactersBetween } from './units';

/** What begins with a character, outside of texts. */
export const begins = {
  /** What needs a closer look. */
  other: 0,
  blank: 1,
  name: 2,
  /** A symbol that is no part of a longer one, and changes nothing but itself. */
  lone: 3,
  /** A symbol that a longer one may begin with. */
  longer: 4,
} as const;

/** By unit of ASCII: one look says what nearly every token is. */
export const beginnings = new Uint8Array(asciiUnits);

fill(' \t', begins.blank);
fill(`${charactersBetween('a', 'z')}${charactersBetween('A', 'Z')}_`, begins.name);
fill('\n[](),*%+-?', begins.lone);
fill('.=>!:&|', begins.longer);

function fill(characters: string, what: number): void {
  for (const character of characters) beginnings[character.charCodeAt(0)] = what;
}
