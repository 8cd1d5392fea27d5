import { join } from 'node:path';
import type { Files } from '@strata/sdk';

/** Where an image was published. */
export interface Published {
  /** What the user called the place: `registry.example/team/golden:1.2`, `aws eu-west-1`, `azure golden`. */
  readonly name: string;
  /**
   * What means this image for ever: `registry.example/team/golden@sha256:…`, `arn:aws:ec2:eu-west-1::image/ami-…`, the id of a
   * version of a gallery.
   */
  readonly reference: string;
}

const suffix = '.published.json';

/** Where a project keeps what one of its builds was published as, beside the receipt. */
export function getPublishedPath(projectDirectory: string, build: string): string {
  return join(projectDirectory, 'dist', `${build}${suffix}`);
}

/** What a build was published as; nothing when it was not, or the file is none that we wrote. */
export async function readPublished(files: Files, path: string): Promise<readonly Published[]> {
  if (!(await files.stat(path))) return [];
  return parse(await files.readText(path));
}

/** What any build of a project was published as. */
export async function readAllPublished(
  files: Files,
  projectDirectory: string,
): Promise<readonly Published[]> {
  const folder = join(projectDirectory, 'dist');
  if (!(await files.stat(folder))) return [];
  const names = (await files.list(folder)).filter((name) => name.endsWith(suffix));
  const all = await Promise.all(names.map((name) => readPublished(files, join(folder, name))));
  return all.flat();
}

/**
 * Notes where a build was published. Other places stay noted. The same places and images give the same bytes: no clock, no
 * path.
 */
export async function writePublished(
  files: Files,
  {
    path,
    source,
    published,
  }: {
    readonly path: string;
    /** Id of the build. */
    readonly source: string;
    readonly published: readonly Published[];
  },
): Promise<void> {
  const all = new Map([...(await readPublished(files, path)), ...published].map((each) => [each.name, each]));
  const sorted = [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = `${JSON.stringify({ schema: 1, source, published: sorted }, undefined, 2)}\n`;
  if ((await files.stat(path)) && (await files.readText(path)) === text) return;
  await files.write(path, text);
}

function parse(text: string): readonly Published[] {
  try {
    const { schema, published } = Object(JSON.parse(text));
    return schema === 1 && Array.isArray(published) ? published.flatMap(parseEntry) : [];
  } catch {
    return [];
  }
}

function parseEntry(value: unknown): readonly Published[] {
  const { name, reference } = Object(value);
  return typeof name === 'string' && typeof reference === 'string' ? [{ name, reference }] : [];
}
