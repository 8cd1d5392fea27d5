/** Escapes of JSON that HCL does not have. */
const FOREIGN: Readonly<Record<string, string>> = { '\\b': '\\u0008', '\\f': '\\u000c' };

/** Text as it stands between the quotes of an HCL string: it means itself. */
export function escapeText(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\./gu, (written) => FOREIGN[written] ?? written)
    .replace(/[$%](?=\{)/gu, '$&$&');
}

/** Text as an HCL string that means itself. */
export function quote(text: string): string {
  return `"${escapeText(text)}"`;
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u;

/** Whether a name can stand in HCL without quotes. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** The nearest name that HCL takes. */
export function toIdentifier(name: string): string {
  const plain = name.replace(/[^\p{ID_Continue}-]+/gu, '_');
  return isIdentifier(plain) ? plain : `_${plain}`;
}

/** Sorted by their bytes, as Packer sorts what it has in maps. */
export function sortNames<T>(items: readonly T[], getName: (item: T) => string): readonly T[] {
  const named = items.map((item) => ({ item, bytes: Buffer.from(getName(item)) }));
  return named.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ item }) => item);
}
