import type { TargetConfiguration } from '@nx/devkit';
import { getFileInputs, type Inputs } from '../inputs';
import type { TargetNames } from '../options';
import type { Application } from './application';

type DependsOn = NonNullable<TargetConfiguration['dependsOn']>;

/** How the package was tried: whoever publishes it asks for that. */
const verdict = '{projectRoot}/dist/vm-app.verdict.json';
const folder = '{projectRoot}/dist/vm-app';

/** Every target of a VM application. @param own what the plugin itself adds to a hash */
export function getApplicationTargets(
  application: Application,
  names: TargetNames,
  own: Inputs,
): Record<string, TargetConfiguration> {
  const { root, image, needs, made } = application;
  const options = { application: root };
  const tried: DependsOn = [
    ...(image === undefined ? [] : [{ projects: [image], target: names.buildImage }]),
    ...(needs.length === 0 ? [] : [{ projects: [...needs], target: names.packageVmApp }]),
  ];
  return {
    [names.packageVmApp]: {
      executor: '@strata/nx:package-vm-app',
      cache: true,
      dependsOn: getMakers(made),
      inputs: getPackageInputs(application, own),
      outputs: [folder],
      options,
      metadata: describe('Make the package of the application', 'package-vm-app', { update: true }),
    },
    [names.testVmApp]: {
      executor: '@strata/nx:test-vm-app',
      cache: true,
      dependsOn: [names.packageVmApp, ...tried],
      inputs: [
        '{projectRoot}/vm-app.json',
        ...own,
        { dependentTasksOutputFiles: '**/receipt.json' },
        { dependentTasksOutputFiles: '**/*.receipt.json', transitive: true },
      ],
      outputs: [verdict],
      options,
      metadata: describe(
        'Install, update and remove the application inside an image, as the agent of Azure does',
        'test-vm-app',
        { in: 'both' },
      ),
    },
    [names.publishVmApp]: {
      executor: '@strata/nx:publish-vm-app',
      // Only the gallery knows what it has.
      cache: false,
      dependsOn: [image === undefined ? names.packageVmApp : names.testVmApp],
      options,
      metadata: describe('Bring the application to a gallery of Azure', 'publish-vm-app', { dryRun: true }),
    },
  };
}

function describe(description: string, command: string, options: Readonly<Record<string, unknown>>) {
  const help = { command: `strata ${command} --help`, example: { options } };
  return { technologies: ['strata'], description, help };
}

function getMakers(made: Application['made']): DependsOn {
  const wanted = made.flatMap(({ project, target }) =>
    target === undefined ? [] : [`${project}\0${target}`],
  );
  return [...new Set(wanted)].map((each) => {
    const [project = '', target = ''] = each.split('\0');
    return { projects: [project], target };
  });
}

/** The definition, what is packed, what Debian packages were resolved to, and what other projects make. */
function getPackageInputs({ files, made }: Application, own: Inputs): Inputs {
  const paths = [...new Set(made.filter(({ target }) => target !== undefined).map(({ path }) => path))];
  const loose = [...new Set(made.filter(({ target }) => target === undefined).map(({ project }) => project))];
  return [
    '{projectRoot}/{vm-app,vm-app.lock,project,package}.json',
    ...own,
    ...getFileInputs(files),
    ...paths.flatMap((path) => [
      { dependentTasksOutputFiles: `**/${path}` },
      { dependentTasksOutputFiles: `**/${path}/**/*` },
    ]),
    ...loose.map((project) => ({ input: 'default', projects: [project] })),
  ];
}
