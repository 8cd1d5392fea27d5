const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** A text in double quotes, with what cannot be seen escaped. */
export function quote(text: string): string {
  return `"${text.replace(/["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)}"`;
}

function escaped(character: string): string {
  const point = character.codePointAt(0) as number;
  return shortEscapes[character] ?? `\\u${point.toString(16).padStart(4, '0')}`;
}
