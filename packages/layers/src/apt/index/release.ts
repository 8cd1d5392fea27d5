import { parseParagraphs } from '../sources/deb822';

/** A file that a Release file vouches for. */
export interface IndexFile {
  readonly sha256: string;
  readonly size: number;
}

/** What a Release file says that matters here; times are left out. */
export interface Release {
  readonly codename: string | undefined;
  readonly suite: string | undefined;
  /** Where older versions are kept: `https://…/@SNAPSHOTID@/`. */
  readonly snapshots: string | undefined;
  readonly byHash: boolean;
  /** By path relative to the suite: `main/binary-amd64/Packages`. */
  readonly files: ReadonlyMap<string, IndexFile>;
}

/** Reads a Release file, or an InRelease file with its signature around it. Trust is checked elsewhere. */
export function parseRelease(text: string): Release {
  const [fields] = parseParagraphs(stripSignature(text));
  return {
    codename: fields?.get('codename'),
    suite: fields?.get('suite'),
    snapshots: fields?.get('snapshots'),
    byHash: fields?.get('acquire-by-hash') === 'yes',
    files: parseDigests(fields?.get('sha256') ?? ''),
  };
}

function parseDigests(block: string): ReadonlyMap<string, IndexFile> {
  const files = new Map<string, IndexFile>();
  for (const line of block.split('\n')) {
    const [sha256, size, path] = line.split(/\s+/);
    if (sha256 && path) files.set(path, { sha256, size: Number(size) });
  }
  return files;
}

/** The signed text of a cleartext signature (RFC 9580, section 7), where lines that start with a dash are escaped. */
function stripSignature(text: string): string {
  const signed =
    /^-----BEGIN PGP SIGNED MESSAGE-----\n(?:.+\n)*\n([\s\S]*?)\n-----BEGIN PGP SIGNATURE-----/m.exec(text);
  return signed ? (signed[1] as string).replace(/^- /gm, '') : text;
}
