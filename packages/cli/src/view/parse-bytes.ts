const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, mb: 1e6, gb: 1e9, tb: 1e12 };

/** Reads a size as people write it (`20GB`, `500 MB`, `0`), decimal units; undefined when it is none. */
export function parseBytes(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text);
  const unit = match && UNITS[(match[2] as string).toLowerCase()];
  return match && unit !== undefined && unit !== null ? Math.floor(Number(match[1]) * unit) : undefined;
}
