import type { TokenList } from '../scan/token-list';

/** Writes tokens with so many spaces before each. Stretches that have theirs already are copied whole. */
export function writeTokens({ text, count, starts, ends }: TokenList, spaces: Int32Array): string {
  const parts: string[] = [];
  let copied = 0;
  let previousEnd = 0;
  for (let token = 0; token < count; token++) {
    const start = starts[token]!;
    if (!isBlank(text, previousEnd, start, spaces[token]!)) {
      parts.push(text.slice(copied, previousEnd), ' '.repeat(spaces[token]!));
      copied = start;
    }
    previousEnd = ends[token]!;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/** Whether a stretch is exactly so many spaces: a tab, or the mark at the start of a file, is none. */
function isBlank(text: string, start: number, end: number, spaces: number): boolean {
  if (end - start !== spaces) return false;
  for (let at = start; at < end; at++) if (text.charCodeAt(at) !== 0x20) return false;
  return true;
}
