import { formatFiles, type NxJsonConfiguration, readNxJson, type Tree, updateNxJson } from '@nx/devkit';

const plugin = '@strata/nx/plugin';
const syncGenerator = '@strata/nx:sync';

export interface InitOptions {
  readonly skipFormat?: boolean;
}

/** Folders that Strata makes: its store, and receipts beside templates, which Nx's cache carries from machine to machine. */
const ignored = ['.strata', 'dist'];

function hasPlugin({ plugins = [] }: NxJsonConfiguration): boolean {
  return plugins.some((entry) => (typeof entry === 'string' ? entry : entry.plugin) === plugin);
}

/** Says nothing to Nx when nothing changes: updateNxJson writes the file anew in its own format. */
function addPlugin(tree: Tree): void {
  const nxJson = readNxJson(tree) ?? {};
  const generators = nxJson.sync?.globalGenerators ?? [];
  if (hasPlugin(nxJson) && generators.includes(syncGenerator)) return;
  const plugins = nxJson.plugins ?? [];
  updateNxJson(tree, {
    ...nxJson,
    plugins: hasPlugin(nxJson) ? plugins : [...plugins, { plugin, options: {} }],
    sync: { ...nxJson.sync, globalGenerators: [...new Set([...generators, syncGenerator])] },
  });
}

function addIgnored(tree: Tree): void {
  const before = tree.read('.gitignore', 'utf8') ?? '';
  const missing = ignored.filter(
    (name) => !before.split('\n').some((line) => line.replace(/\/$/, '') === name),
  );
  if (missing.length === 0) return;
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  tree.write('.gitignore', `${before}${separator}${missing.join('\n')}\n`);
}

/** Generator `init`: what `nx add @strata/nx` runs. A second time it changes nothing. */
export async function initGenerator(tree: Tree, { skipFormat = false }: InitOptions = {}): Promise<void> {
  addPlugin(tree);
  addIgnored(tree);
  if (!skipFormat) await formatFiles(tree);
}
