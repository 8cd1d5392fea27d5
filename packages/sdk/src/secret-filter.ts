import { reveal, type Text } from './secret';
import { getForms } from './secret-filter/forms';
import { createMasker, type Masker, maskWhole } from './secret-filter/masker';
import { createPatternSet } from './secret-filter/pattern';

export type { Masker } from './secret-filter/masker';

/** Keeps registered texts out of everything that is shown or written. */
export interface SecretFilter {
  /**
   * Masks a text from now on, in all streams, the running ones too. Each line of a text of several lines is a secret
   * of its own, as in Packer. False when the text is too short (under three characters) to be masked without making
   * all output unreadable.
   */
  register(text: Text): boolean;
  mask(text: string): string;
  /** A filter for one stream of bytes: secrets may lie across the borders of chunks. */
  createMasker(): Masker;
}

/**
 * Finds secrets as they are and as they are commonly written on the way: percent-encoded, escaped by a backslash (JSON,
 * shells), and in base64, whatever stands before and after and wherever its lines are broken.
 */
export function createSecretFilter(): SecretFilter {
  const patterns = createPatternSet();
  return {
    register(text) {
      const forms = getForms(reveal(text));
      for (const form of forms) patterns.add(form);
      return forms.length > 0;
    },
    mask: (text) => (patterns.size === 0 ? text : maskWhole(patterns, Buffer.from(text)).toString()),
    createMasker: () => createMasker(patterns),
  };
}
