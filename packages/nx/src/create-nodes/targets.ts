import type { TargetConfiguration } from '@nx/devkit';
import type { Cloud } from '@strata/sdk';
import { getAwaitedTarget, getAwaitedTargets } from './awaited';
import { clouds } from './clouds';
import { getExportTarget } from './export-target';
import { getBuildInputs, getFileInputs, type Inputs } from './inputs';
import type { Image, Lineage } from './lineage';
import { getSourceTarget, type TargetNames } from './options';
import type { SourceOutline } from './outline';
import { getPublishTarget } from './publish-target';
import { getPublishedTargets } from './published-targets';
import { getTestTarget } from './test-target';

/** What the targets of one project are made from. */
export interface TargetRequest {
  readonly image: Image;
  readonly lineage: Lineage;
  readonly names: TargetNames;
  /** Inputs of everything that reads the template: itself, its variables, the plugin. */
  readonly shared: Inputs;
  /** Names of the workspace's destinations. */
  readonly destinations: readonly string[];
}

type Targets = Record<string, TargetConfiguration>;
type DependsOn = NonNullable<TargetConfiguration['dependsOn']>;

const technologies = ['strata'];

function describe(description: string, command: string, options: Record<string, unknown> = {}) {
  return { technologies, description, help: { command, example: { options } } };
}

/**
 * Parents, their publications where those are read, and makers of files. Each is named, not matched by a pattern: a task then follows straight on its parents'
 * tasks, all with one executor, so that Nx hands a whole tree of images to one process.
 */
function getDependsOn(source: SourceOutline, request: TargetRequest): DependsOn {
  const { image, lineage, names, destinations } = request;
  const { name } = image.folder;
  const others = source.images.filter(({ project }) => !lineage.isRing(name, project));
  const parents = others.flatMap(({ project, source: wanted }) =>
    (lineage.images.get(project)?.outline.sources ?? [])
      .filter((candidate) => wanted === undefined || candidate.source === wanted)
      .map((parent) => ({ projects: [project], target: getSourceTarget(names, parent.source) })),
  );
  const published = others
    .filter(
      ({ project, publishedTo }) => publishedTo && destinations.length > 0 && lineage.images.has(project),
    )
    .map(({ project }) => ({ projects: [project], target: getAwaitedTarget(names) }));
  const makers = source.outputs.map(({ project, target }) => ({ projects: [project], target }));
  const all = [...parents, ...published, ...makers].map((each) => JSON.stringify(each));
  return [...new Set(all)].map((each) => JSON.parse(each));
}

function getSourceTargets(request: TargetRequest): Targets {
  const { image, names, shared } = request;
  const template = image.folder.template;
  const entries = image.outline.sources.map((source): [string, TargetConfiguration] => [
    getSourceTarget(names, source.source),
    {
      executor: '@strata/nx:build-image',
      // Nx cannot see files outside the workspace; then only the layers' own keys tell whether there is work. What a
      // live machine leaves lies anywhere, and only a question tells what another machine says now. Disks are too large for
      // a cache that copies them with their holes; a build that has the layers leaves those alone that are there.
      cache: !source.reachesOut && !source.isLive && !source.asksWorld && !source.isExported,
      dependsOn: getDependsOn(source, request),
      inputs: getBuildInputs(source, shared),
      outputs: source.isLive ? [] : [`{projectRoot}/dist/${source.source}.receipt.json`],
      options: { template, only: source.builds, ...(source.cloud && { needs: source.cloud }) },
      ...(source.cloud && { configurations: getCloudConfigurations(source.cloud) }),
      metadata: describe(`Build ${source.source}`, 'strata build --help', { verbose: true }),
    },
  ]);
  return Object.fromEntries(entries);
}

/** Chooses them all: Packer has no word for it. */
const everyCloud = 'all';

/** A source of a cloud costs money, and so is built when its cloud is chosen. */
function getCloudConfigurations(cloud: Cloud) {
  return { [cloud]: { clouds: [cloud] }, [everyCloud]: { clouds: [cloud] } };
}

/** Nx refuses a configuration that the target it was asked for does not have, and passes it on to what that waits for. */
const groupConfigurations = Object.fromEntries([...clouds, everyCloud].map((name) => [name, {}]));

/** A template without a source that could be made out still has a target, which says what is wrong. */
function getGroupTargets({ image, names }: TargetRequest, members: readonly string[]): Targets {
  const { template } = image.folder;
  const metadata = describe(
    'Build every source of the template that needs no cloud; -c aws, -c azure and -c all build those in clouds too',
    'strata build --help',
  );
  const all: TargetConfiguration =
    members.length === 0
      ? { executor: '@strata/nx:build-image', cache: false, options: { template }, metadata }
      : {
          executor: 'nx:noop',
          cache: true,
          dependsOn: [...members],
          inputs: [{ dependentTasksOutputFiles: '**/*.receipt.json' }],
          metadata,
        };
  return {
    [names.buildImage]: { ...all, configurations: groupConfigurations },
    [names.build]: {
      ...all,
      metadata: describe('Build for this machine: every source that needs no cloud', 'strata build --help'),
    },
  };
}

function getValidateTarget({ image, shared }: TargetRequest): TargetConfiguration {
  const { folder, outline } = image;
  const files = new Set(outline.sources.flatMap((source) => source.files));
  return {
    executor: '@strata/nx:validate',
    cache: true,
    inputs: [...shared, ...getFileInputs([...files].sort())],
    outputs: [],
    options: { template: folder.template },
    metadata: describe(
      'Check the template, its options and references without building',
      'strata validate --help',
    ),
  };
}

/** What an image has beyond its parent, until somebody asks about another one. */
function getDiffTarget({ outline }: Image): TargetConfiguration {
  const [parent] = outline.sources.flatMap(({ images }) => images);
  return {
    executor: '@strata/nx:diff-image',
    cache: false,
    options: parent ? { against: parent.project } : {},
    metadata: describe(
      'Tell the built image and another one apart, by default its parent',
      'strata diff --help',
      { against: 'golden' },
    ),
  };
}

/** Targets that answer a question about this machine, and so are never answered from a cache. */
function getQuestionTargets({ image, lineage, names, shared, destinations }: TargetRequest): Targets {
  const options = { template: image.folder.template };
  const ask = (executor: string, description: string, example: Record<string, unknown> = {}) => ({
    executor: `@strata/nx:${executor}`,
    cache: false,
    options,
    metadata: describe(description, `strata ${executor} --help`, example),
  });
  return {
    [names.plan]: ask('plan', 'Show what a build would do, without building'),
    [names.why]: ask('why', 'Tell what changed since the last build'),
    [names.shell]: ask('shell', 'Open a shell inside the image, at any of its layers', { step: 2 }),
    [names.bootImage]: {
      executor: '@strata/nx:boot-image',
      cache: false,
      continuous: true,
      dependsOn: [names.buildImage],
      options,
      metadata: describe(
        'Start the built image as a machine under QEMU, until it is interrupted',
        'strata boot --help',
        { memory: 2048 },
      ),
    },
    [names.testImage]: getTestTarget(image, { lineage, shared, buildImage: names.buildImage }),
    [names.exportImage]: getExportTarget({ template: image.folder.template, buildImage: names.buildImage }),
    [names.publishImage]: getPublishTarget(image, { lineage, destinations, ...names }),
    ...getAwaitedTargets(image, { lineage, destinations, names }),
    ...getPublishedTargets({ template: image.folder.template, destinations, names }),
    [names.diffImage]: getDiffTarget(image),
    [names.lock]: ask('lock', 'Look up what the base consists of today, and keep it in images.lock.json'),
    [names.sweep]: {
      executor: '@strata/nx:sweep',
      cache: false,
      metadata: describe(
        'Remove what killed builds left behind, in the whole workspace',
        'strata sweep --help',
        { dryRun: true },
      ),
    },
  };
}

/** Every target of an image project. */
export function getTargets(request: TargetRequest): Targets {
  const sources = getSourceTargets(request);
  return {
    [request.names.validate]: getValidateTarget(request),
    ...getQuestionTargets(request),
    ...getGroupTargets(request, Object.keys(sources)),
    ...sources,
  };
}
