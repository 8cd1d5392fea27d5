/** What is done to a key. */
export type Stroke = 'press' | 'hold' | 'release';

/** One thing of a boot command: a key, a wait, or a line for people. */
export type KeyAction =
  | {
      readonly kind: 'key';
      /** Number of the key in RFB. */
      readonly keysym: number;
      /** Whether Shift is held with it. */
      readonly shift: boolean;
      readonly stroke: Stroke;
    }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'tell'; readonly message: string };
