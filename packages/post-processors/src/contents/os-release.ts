import type { ImageFiles } from '@strata/sdk';
import type { Package } from './package';

/** What an image says of its operating system. Source: os-release(5). */
export interface OsRelease {
  /** `debian`, `fedora`, `alpine`. */
  readonly id: string;
  /** `12`; absent where releases have no number yet. */
  readonly version?: string;
  /** `bookworm`. */
  readonly codename?: string;
  /** `Debian GNU/Linux 12 (bookworm)`. */
  readonly title: string;
}

/** The first that is there counts; the first is usually a link to the second. */
const places = ['etc/os-release', 'usr/lib/os-release'];

export function wantsOsRelease(path: string): boolean {
  return places.includes(path);
}

/** Undefined for images without an operating system that names itself. */
export function readOsRelease(files: ImageFiles): OsRelease | undefined {
  const text = places.map((path) => files.read(path)?.toString()).find((found) => found !== undefined);
  if (text === undefined) return undefined;
  const values = parseAssignments(text);
  const id = values.get('ID') ?? 'linux';
  const version = values.get('VERSION_ID');
  const codename = values.get('VERSION_CODENAME');
  return {
    id,
    ...(version && { version }),
    ...(codename && { codename }),
    title: values.get('PRETTY_NAME') ?? id,
  };
}

function parseAssignments(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of text.split('\n')) {
    const assignment = /^([A-Z0-9_]+)=(.*)$/.exec(line.trim());
    if (assignment) found.set(assignment[1] as string, unquote(assignment[2] as string));
  }
  return found;
}

function unquote(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return (quoted ? (quoted[2] as string) : value).replace(/\\(.)/g, '$1');
}

/** The operating system that a package belongs to: its container's, or that of the image. */
export function getSystem({ inside }: Package, os: OsRelease | undefined): OsRelease | undefined {
  return inside ? inside.os : os;
}
