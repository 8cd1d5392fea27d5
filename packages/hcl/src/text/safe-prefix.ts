import { graphemes } from './graphemes';

/** Longer prefixes tell no more. Upstream counts bytes. */
const longest = 128;

/** Characters that nothing which may follow them can change. */
const final = /[-_:;/\\,.(){}[\]|?!~ \t@#$%^&*+"']$/;

/** The part of a text's known start that stays as it is whatever comes after it: a last letter may yet get an accent. */
export function safePrefix(text: string): string {
  const start = cutToBytes(text, longest).normalize('NFC');
  if (start === '' || final.test(start)) return start;
  return start.slice(0, -(graphemes(start).at(-1) as string).length);
}

function cutToBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  const bytes = Buffer.from(text.slice(0, limit));
  return new TextDecoder().decode(bytes.subarray(0, limit), { stream: true });
}
