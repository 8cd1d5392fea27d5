/** One package of an index, as far as building needs to know it. */
export interface PackageEntry {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  readonly essential: boolean;
  readonly priority: string;
  /** Path below the archive's address. */
  readonly filename: string;
  readonly size: number;
  readonly sha256: string;
}

/**
 * Reads a Packages index, one package after the other. An index of Debian has 64 000 of them in 47 MB, so nothing is
 * kept and only the fields that are needed are looked at.
 */
export function* parsePackages(text: string): Generator<PackageEntry> {
  let start = 0;
  while (start < text.length) {
    const blank = text.indexOf('\n\n', start);
    const end = blank === -1 ? text.length : blank;
    const entry = parseEntry(`\n${text.slice(start, end)}\n`);
    if (entry) yield entry;
    start = end + 2;
  }
}

function parseEntry(stanza: string): PackageEntry | undefined {
  const name = getField(stanza, 'Package');
  const filename = getField(stanza, 'Filename');
  const sha256 = getField(stanza, 'SHA256');
  if (name === undefined || filename === undefined || sha256 === undefined) return undefined;
  return {
    name,
    version: getField(stanza, 'Version') ?? '',
    architecture: getField(stanza, 'Architecture') ?? '',
    essential: getField(stanza, 'Essential') === 'yes',
    priority: getField(stanza, 'Priority') ?? 'optional',
    filename,
    size: Number(getField(stanza, 'Size')),
    sha256,
  };
}

function getField(stanza: string, name: string): string | undefined {
  const start = stanza.indexOf(`\n${name}: `);
  if (start === -1) return undefined;
  const from = start + name.length + 3;
  return stanza.slice(from, stanza.indexOf('\n', from));
}
