import { formatFiles, joinPathFragments, offsetFromRoot, type Tree } from '@nx/devkit';
import { initGenerator } from '../init/init';

export interface VmAppOptions {
  readonly name: string;
  /** @default vm-apps/NAME */
  readonly directory?: string;
  /** Debian packages that it installs. */
  readonly packages?: readonly string[];
  /** Release that the machines run. @default bookworm */
  readonly suite?: string;
  /** Project whose output it installs. */
  readonly project?: string;
  /** Target that makes the output. @default build */
  readonly target?: string;
  /** Folder of the output, from that project's. @default dist */
  readonly output?: string;
  /** Image that it is tried in. */
  readonly image?: string;
  readonly skipFormat?: boolean;
}

const ubuntuSuites = ['focal', 'jammy', 'noble', 'questing', 'resolute'];

/** Where editors find what a definition may say. */
const schema = 'node_modules/@strata/nx/schemas/vm-app-definition.json';

/** Writes a VM application: its definition, a page about it, and a first file where it packs files of its own. */
export async function writeVmApp(tree: Tree, options: VmAppOptions): Promise<void> {
  const { name, packages = [], project, skipFormat = false } = options;
  const root = joinPathFragments(options.directory ?? `vm-apps/${name}`);
  if (packages.length > 0 && project !== undefined)
    throw new Error('Give --packages or --project, not both: an application is made from one thing.');
  if (tree.exists(root) && tree.children(root).length > 0)
    throw new Error(`${root} is not empty. Choose another --name or --directory.`);
  await initGenerator(tree, { skipFormat: true });
  const definition = makeDefinition(options, offsetFromRoot(root));
  tree.write(joinPathFragments(root, 'vm-app.json'), `${JSON.stringify(definition, undefined, 2)}\n`);
  tree.write(joinPathFragments(root, 'README.md'), makePage(name));
  if (packages.length === 0 && project === undefined)
    tree.write(joinPathFragments(root, 'files/hello.txt'), `Hello from ${name}.\n`);
  if (!skipFormat) await formatFiles(tree);
}

function makeDefinition(options: VmAppOptions, offset: string) {
  const { image } = options;
  return {
    $schema: `${offset}${schema}`,
    version: '1.0.0',
    package: makePackage(options),
    ...(image !== undefined && { test: { image } }),
  };
}

function makePackage({
  name,
  packages = [],
  suite = 'bookworm',
  project,
  target = 'build',
  output = 'dist',
}: VmAppOptions) {
  if (packages.length > 0) {
    const distribution = ubuntuSuites.includes(suite) ? 'ubuntu' : 'debian';
    return { kind: 'debs', distribution, suite, packages };
  }
  const file = project === undefined ? { from: 'files' } : { project, target, from: output };
  return { kind: 'files', files: [{ ...file, to: `/opt/${name}` }] };
}

function makePage(name: string): string {
  return `# ${name}

A VM application of Azure. \`nx run ${name}:package-vm-app\` makes its package, \`nx run ${name}:test-vm-app\` installs, updates and
removes it inside an image, and \`nx run ${name}:publish-vm-app\` brings it to the gallery that \`publish\` in vm-app.json names.
`;
}
