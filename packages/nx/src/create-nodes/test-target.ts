import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { getFileInputs, type Inputs } from './inputs';
import type { Image, Lineage } from './lineage';

/** Where the results lie, for tools that read JUnit's form. */
const results = 'dist/tests.xml';

/** Where an image has its tests, below its folder. */
const folder = 'tests';

/**
 * Starts the built image and runs its tests, with those of the images it stands on. As long as what was built and the tests
 * are the same, so is the answer.
 */
export function getTestTarget(
  image: Image,
  {
    lineage,
    shared,
    buildImage,
  }: {
    readonly lineage: Lineage;
    readonly shared: Inputs;
    /** Name of the target that builds every source. */
    readonly buildImage: string;
  },
): TargetConfiguration {
  const folders = listLine(image, lineage).map(({ folder: { root } }) => posix.join(root, folder));
  return {
    executor: '@strata/nx:test-image',
    cache: true,
    dependsOn: [buildImage],
    inputs: [
      ...shared,
      { dependentTasksOutputFiles: '**/*.receipt.json', transitive: true },
      ...getFileInputs(folders),
    ],
    outputs: [`{projectRoot}/${results}`],
    options: { template: image.folder.template, in: 'machine', junit: results },
    metadata: {
      technologies: ['strata'],
      description: 'Start the built image as a machine and run its tests in it',
      help: { command: 'strata test --help', example: { options: { in: 'layers' } } },
    },
  };
}

/** An image and all that it stands on, each once, itself first. */
function listLine(image: Image, { images }: Lineage): readonly Image[] {
  const line = new Map([[image.folder.name, image]]);
  // What is added meanwhile is come to as well.
  for (const { outline } of line.values())
    for (const { project } of outline.sources.flatMap((source) => source.images)) {
      const parent = images.get(project);
      if (parent) line.set(project, line.get(project) ?? parent);
    }
  return [...line.values()];
}
