/**
 * Keys that have a name, with the keysym that stands for each in RFB. Source: documentation and key table of Packer's boot
 * command for VNC (packer-plugin-sdk, `bootcommand`); the numbers are X11's.
 */
export const keysyms: Readonly<Record<string, number>> = {
  bs: 0xff08,
  del: 0xffff,
  down: 0xff54,
  end: 0xff57,
  enter: 0xff0d,
  esc: 0xff1b,
  f1: 0xffbe,
  f2: 0xffbf,
  f3: 0xffc0,
  f4: 0xffc1,
  f5: 0xffc2,
  f6: 0xffc3,
  f7: 0xffc4,
  f8: 0xffc5,
  f9: 0xffc6,
  f10: 0xffc7,
  f11: 0xffc8,
  f12: 0xffc9,
  home: 0xff50,
  insert: 0xff63,
  left: 0xff51,
  leftAlt: 0xffe9,
  // What macOS takes for its own two keys; QEMU reads them as Alt and Meta.
  leftCommand: 0xffe9,
  leftCtrl: 0xffe3,
  leftOption: 0xffe7,
  leftShift: 0xffe1,
  leftSuper: 0xffeb,
  menu: 0xff67,
  pageDown: 0xff56,
  pageUp: 0xff55,
  return: 0xff0d,
  right: 0xff53,
  rightAlt: 0xffea,
  rightCommand: 0xffea,
  rightCtrl: 0xffe4,
  rightOption: 0xffe8,
  rightShift: 0xffe2,
  rightSuper: 0xffec,
  spacebar: 0x20,
  tab: 0xff09,
  up: 0xff52,
};

/** The key that is held for capitals and symbols. */
export const SHIFT = 0xffe1;

/** Symbols that a US keyboard has on the upper half of a key. */
const SHIFTED = '~!@#$%^&*()_+{}|:"<>?';

/** Keysyms of Latin-1 are its codes; those of all other characters begin here. Source: X11 protocol, appendix A. */
const UNICODE_KEYSYMS = 0x01000000;
const LAST_LATIN = 0xff;

/** What is pressed for a character. */
export interface CharacterKey {
  readonly keysym: number;
  readonly shift: boolean;
}

export function getCharacterKey(character: string): CharacterKey {
  const code = character.codePointAt(0) ?? 0;
  return {
    keysym: code <= LAST_LATIN ? code : UNICODE_KEYSYMS + code,
    shift: /\p{Lu}/u.test(character) || SHIFTED.includes(character),
  };
}

/** Whether a US keyboard, which is what the machine has, can type it. */
export function isOnKeyboard(character: string): boolean {
  return /^[ -~]$/.test(character);
}
