/** Packer's size of a disk as `qemu-img` takes it: digits alone are mebibytes. Undefined when it is none. */
export function getSize(text: string): string | undefined {
  if (!/^\d+[bkmgt]?$/iu.test(text)) return undefined;
  // Zero is Packer's "not set".
  if (text === '0') return DEFAULT_SIZE;
  return /\d$/u.test(text) ? `${text}M` : text;
}

export const DEFAULT_SIZE = '40960M';
