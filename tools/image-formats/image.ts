import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageFacts } from '../../packages/sdk/src';
import { workspaceRoot } from '../sources/files';

export interface Image {
  readonly name: string;
  readonly facts: ImageFacts;
}

const ending = '.receipt.json';

/** What the last build of an image of this workspace left; undefined when it was not built. */
export function findImage(name: string): Image | undefined {
  const folder = join(workspaceRoot, 'images', name, 'dist');
  const receipt = listNames(folder).find((each) => each.endsWith(ending));
  if (receipt === undefined) return undefined;
  return { name, facts: JSON.parse(readFileSync(join(folder, receipt), 'utf8')) };
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
