import { join } from 'node:path';
import { formatFiles, generateFiles, joinPathFragments, type Tree } from '@nx/devkit';
import { suggest } from '@strata/diagnostics';
import { initGenerator } from '../init/init';

export interface ImageOptions {
  readonly name: string;
  /** @default images/NAME */
  readonly directory?: string;
  /** Image project that the new one is built on. */
  readonly from?: string;
  /** Release of the base when it stands on its own. @default bookworm */
  readonly suite?: string;
  readonly skipFormat?: boolean;
}

const ubuntuSuites = ['focal', 'jammy', 'noble', 'questing', 'resolute'];

/** A generator's refusal: Nx prints the message alone. */
function refuseUnknownParent(from: string | undefined, images: readonly string[]): void {
  if (from === undefined || images.includes(from)) return;
  const near = suggest(from, images);
  const known = images.length === 0 ? 'There is none yet.' : `There are: ${[...images].sort().join(', ')}.`;
  throw new Error(`No image is called "${from}".${near ? ` Did you mean "${near}"?` : ''} ${known}`);
}

function refuseTaken(tree: Tree, root: string): void {
  if (!tree.exists(root) || tree.children(root).length === 0) return;
  throw new Error(`${root} is not empty. Choose another --name or --directory.`);
}

/** Writes an image project beside those that there are: a template, a step and a page about it. */
export async function writeImage(
  tree: Tree,
  options: ImageOptions,
  images: readonly string[],
): Promise<void> {
  const { name, from, suite = 'bookworm', skipFormat = false } = options;
  const root = joinPathFragments(options.directory ?? `images/${name}`);
  refuseUnknownParent(from, images);
  refuseTaken(tree, root);
  await initGenerator(tree, { skipFormat: true });
  const distribution = ubuntuSuites.includes(suite) ? 'ubuntu' : 'debian';
  generateFiles(tree, join(__dirname, 'files'), root, { name, from, suite, distribution, tmpl: '' });
  if (!skipFormat) await formatFiles(tree);
}
