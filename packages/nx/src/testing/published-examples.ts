import { createExampleWorkspace, type ExampleWorkspace } from './example-workspace';

/** The example images that machines can be started from. */
export const images = ['golden', 'middleware', 'webapp', 'middleware-webapp'] as const;

/** Parent and child. */
export const stands = [
  ['golden', 'middleware'],
  ['golden', 'webapp'],
  ['middleware', 'middleware-webapp'],
  ['webapp', 'middleware-webapp'],
] as const;

/** Images that a change in webapp does not concern, and those that it does. */
export const untouched = ['golden', 'middleware'] as const;
export const touched = ['webapp', 'middleware-webapp'] as const;

/** Images of containers: they are copied into others, and no machine could be started from them. */
const containers = ['images/node-runtime', 'apps/catalog-api', 'apps/orders-api'];

/** The example images with a destination to publish them to. */
export interface PublishedExamples extends ExampleWorkspace {
  /** Runs a command of Nx. @returns its output, and throws it when the command fails */
  run(...args: readonly string[]): Promise<string>;
  publishAll(): Promise<string>;
  /** Changes a line of a program that is in webapp. */
  changeWebapp(): void;
}

/**
 * Makes a workspace of the example images with one destination, which has the name of its kind.
 *
 * @param variables of the environment that lead to the destination
 */
export function createPublishedExamples(
  destination: { readonly kind: string } & Readonly<Record<string, unknown>>,
  variables: Readonly<Record<string, string>>,
): PublishedExamples {
  const { kind } = destination;
  const targetDefaults = {
    // Machines that are started take minutes: gate.long.slow.test.ts of the command line asks for them.
    'test-image': { options: { in: 'layers' } },
    'publish-image': { options: { withoutTests: ['{projectName}'] } },
  };
  const workspace = createExampleWorkspace({ targetDefaults }, variables);
  const nowhere = { targets: { 'publish-image': { configurations: { [kind]: { to: [] } } } } };
  workspace.write({ 'destinations.json': { [kind]: destination } });
  workspace.write(Object.fromEntries(containers.map((folder) => [`${folder}/project.json`, nowhere])));
  const run = async (...args: readonly string[]) => {
    const { code, output } = await workspace.nx(...args, '--output-style=static');
    if (code !== 0) throw new Error(output);
    return output;
  };
  return {
    ...workspace,
    run,
    publishAll: () => run('run-many', '-t', 'publish-image', '-c', kind),
    changeWebapp() {
      const file = 'apps/catalog-api/src/routes.ts';
      workspace.write({ [file]: workspace.read(file).replace('No product', 'There is no product') });
    },
  };
}
