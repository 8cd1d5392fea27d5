/** A secret as it may be found where it must not be. */
export interface Spelling {
  readonly name: string;
  readonly text: string;
}

/** Lines shorter than this occur by chance. */
const SHORTEST_LINE = 6;

/** All the ways in which outputs write a text: as it is, by line, percent-encoded, in JSON, and within base64. */
export function getSpellings(secret: string): readonly Spelling[] {
  const lines = secret.split('\n').filter((line) => line.length >= SHORTEST_LINE);
  const spellings = lines.flatMap((line): Spelling[] => [
    { name: 'as it is', text: line },
    { name: 'percent-encoded', text: encodeURIComponent(line) },
    { name: 'in JSON', text: JSON.stringify(line).slice(1, -1) },
    ...[0, 1, 2].map((shift) => ({ name: `in base64, ${shift} bytes in`, text: getBase64Core(line, shift) })),
  ]);
  return [...new Map(spellings.map((each) => [each.text, each])).values()];
}

/** The characters of base64 that depend on the text alone, whatever stands before and after. */
function getBase64Core(text: string, shift: number): string {
  const encoded = Buffer.from('\0'.repeat(shift) + text).toString('base64');
  const whole = Math.floor(((shift + Buffer.byteLength(text)) * 8) / 6);
  return encoded.slice(shift === 0 ? 0 : shift + 1, whole);
}
