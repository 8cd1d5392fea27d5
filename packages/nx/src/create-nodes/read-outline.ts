import { homedir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { FileRequirement, Requirements } from '@strata/plan';
import type { PartRegistry } from '@strata/sdk';
import type { Template } from '@strata/template';
import type { ImageFolder } from './image-folders';
import { createWatchedFiles } from './looks';
import type { Outline, SourceOutline } from './outline';

/** The parser and what it works with. Loaded only when a template changed: a run without changes never needs it. */
async function loadParser() {
  const [
    { getUsedData, loadTemplate },
    { getRequirements },
    { createStandardRegistry },
    { createNodePorts },
  ] = await Promise.all([
    import('@strata/template'),
    import('@strata/plan'),
    import('@strata/standard/definitions'),
    import('@strata/sdk/node'),
  ]);
  const registry: PartRegistry = createStandardRegistry();
  return { getUsedData, loadTemplate, getRequirements, registry, files: createNodePorts().files };
}

type Parser = Awaited<ReturnType<typeof loadParser>>;

/** Where paths in a template are seen from. */
interface Place {
  readonly workspaceRoot: string;
  readonly folder: ImageFolder;
}

const toForwardSlashes = (path: string) => path.split(sep).join('/');

function getFiles(required: readonly FileRequirement[], { workspaceRoot, folder }: Place) {
  const base = join(workspaceRoot, folder.root);
  const places = required.map(({ path }) => toForwardSlashes(relative(workspaceRoot, resolve(base, path))));
  const inside = places.filter((path) => path !== '..' && !path.startsWith('../'));
  return { files: [...new Set(inside)].sort(), reachesOut: inside.length < places.length };
}

function getEdges({ images, outputs }: Requirements) {
  return {
    images: images.map(({ reference: { project, source }, publishedTo, range }) => ({
      project,
      ...(source !== undefined && { source }),
      ...(publishedTo.length > 0 && { publishedTo }),
      file: range?.file ?? '',
    })),
    outputs: outputs.map(({ reference: { project, target, path }, range }) => ({
      project,
      target,
      path,
      file: range?.file ?? '',
    })),
  };
}

/** Names of the builds by the source that they use: two build blocks may use one. */
function getBuildsBySource({ builds }: Template): ReadonlyMap<string, readonly string[]> {
  const all = builds.flatMap(({ uses }) => uses);
  const names = [...new Set(all.map(({ source, name }) => `${source.type}.${name}`))].sort();
  return new Map(
    names.map((name) => [
      name,
      all.filter((use) => `${use.source.type}.${use.name}` === name).map(({ id }) => id),
    ]),
  );
}

function describeSource(
  template: Template,
  [source, builds]: readonly [string, readonly string[]],
  { parser, place }: { readonly parser: Parser; readonly place: Place },
): SourceOutline {
  const { value } = parser.getRequirements(template, { only: builds, except: [] }, parser.registry);
  const builder = parser.registry.builders.get(source.split('.')[0] as string);
  return {
    source,
    builds,
    ...getEdges(value),
    ...getFiles(value.files, place),
    isLocked: value.bases.length > 0,
    isLive: builder?.builds === 'machine',
    ...(builder?.builds === 'machine' && builder.cloud && { cloud: builder.cloud }),
    asksWorld: asksWorld(template, builds, parser),
    isExported: isExported(template, builds),
  };
}

function asksWorld(
  template: Template,
  builds: readonly string[],
  { getUsedData, registry }: Parser,
): boolean {
  const used = template.builds.flatMap((build) =>
    build.uses
      .filter(({ id }) => builds.includes(id))
      .flatMap((use) => [...getUsedData(template, build, use)]),
  );
  return used.some((name) => registry.dataSources.get(name.split('.')[0] as string)?.reads === 'world');
}

function isExported(template: Template, names: readonly string[]): boolean {
  return template.builds
    .filter(({ uses }) => uses.some(({ id }) => names.includes(id)))
    .some(({ chains }) => chains.flat().some(({ type }) => type === 'export'));
}

function listEnvironment({ variables }: Template): readonly string[] {
  const names = [...variables.values()].flatMap(({ name, environment }) => [
    `PKR_VAR_${name}`,
    ...environment,
  ]);
  return [...new Set(names)].sort();
}

async function read(place: Place, environment: NodeJS.ProcessEnv): Promise<Outline> {
  const { workspaceRoot, folder } = place;
  const parser = await loadParser();
  const watched = createWatchedFiles();
  const { value: template } = await parser.loadTemplate({
    path: join(workspaceRoot, folder.template),
    cwd: join(workspaceRoot, folder.root),
    files: parser.files,
    environment,
    registry: parser.registry,
    // Neither clock nor chance may draw the graph.
    functions: {
      files: watched.files,
      clock: { now: () => 0 },
      home: homedir(),
      random: (length) => new Uint8Array(length),
    },
  });
  const sources = [...getBuildsBySource(template)].map((each) =>
    describeSource(template, each, { parser, place }),
  );
  return { sources, environment: listEnvironment(template), reads: watched.looks() };
}

/**
 * Reads what the graph needs from a template; undefined when nothing can be made out. Whatever is wrong, be it the
 * template or this code, is not told here but by the project's own targets, which meet it again: so one template neither
 * hides the other projects nor loses its own.
 */
export async function readOutline(
  workspaceRoot: string,
  folder: ImageFolder,
  environment: NodeJS.ProcessEnv,
): Promise<Outline | undefined> {
  try {
    return await read({ workspaceRoot, folder }, environment);
  } catch {
    return undefined;
  }
}
