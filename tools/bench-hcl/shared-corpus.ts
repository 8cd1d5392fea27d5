import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseHcl } from '@strata/hcl';
import { readTarGz } from '../../packages/hcl/src/testing/archive';
import { workspaceRoot } from '../sources/files';

const archive = join(workspaceRoot, '../shared/corpus/templates.tar.gz');

/** Real templates by path, where the corpus is beside the repository. They are not part of it: their licences differ. */
export function readCorpus(): ReadonlyMap<string, string> | undefined {
  if (!existsSync(archive)) return undefined;
  const files = [...readTarGz(archive)].filter(([path]) => /\.(pkr|pkrvars)\.hcl$/.test(path));
  return new Map(files.map(([path, content]) => [path, content.toString()]));
}

/** Those that every parser accepts. */
export function readValidTexts(): readonly string[] | undefined {
  const files = readCorpus();
  return files && [...files.values()].filter((text) => parseHcl(text, 'corpus').diagnostics.length === 0);
}

export const noCorpus = { leftOut: 'the corpus, ../shared/corpus, is not here' };
