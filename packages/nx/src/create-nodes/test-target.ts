import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { getFileInputs, type Inputs } from './inputs';
import type { Image, Lineage } from './lineage';

/** Where the results lie: for tools that read JUnit's form, and as a page for people. */
const results = 'dist/tests.xml';
const page = 'dist/tests.html';

/** How the tests ended in each place, bound to the image and to the tests: who publishes the image looks for them. */
const verdicts = ['dist/*.tests-layers.json', 'dist/*.tests-machine.json'];

/** Where an image has its tests, below its folder. */
const folder = 'tests';

/**
 * Runs the tests of the built image, with those of the images it stands on: each in the layers or in a machine, wherever it
 * belongs. As long as what was built and the tests
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
    outputs: [results, page, ...verdicts].map((path) => `{projectRoot}/${path}`),
    options: { template: image.folder.template, in: 'both', junit: results, report: page },
    metadata: {
      technologies: ['strata'],
      description: 'Run the tests of the built image, in its layers and in a machine, wherever they belong',
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
