import type { CreateNodes, CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { readDestinationNames } from './destinations';
import { getFingerprint } from './fingerprint';
import { getImageFolders, type ImageFolder, templateGlob } from './image-folders';
import { getOwnInputs, getTemplateInputs } from './inputs';
import { getLineage, type Image } from './lineage';
import { type ImageMetadata, metadataKey } from './metadata';
import { normalizeOptions, type PluginOptions } from './options';
import { emptyOutline } from './outline';
import { getCacheFile, getGivenVariables, getOutlineKey, openOutlineCache } from './outline-cache';
import { readOutline } from './read-outline';
import { getTargets, type TargetRequest } from './targets';
import { readApplications } from './vm-apps/application';
import { describeApplication } from './vm-apps/project';

/** Reads the templates that changed, and takes the others from the cache. */
async function getImages(workspaceRoot: string, folders: readonly ImageFolder[]): Promise<readonly Image[]> {
  const cache = openOutlineCache(getCacheFile(workspaceRoot, process.env), getFingerprint());
  const given = getGivenVariables(process.env);
  const images: Image[] = [];
  for (const folder of folders) {
    const key = getOutlineKey(workspaceRoot, folder, given);
    const known = cache.find(key);
    const outline = known ?? (await readOutline(workspaceRoot, folder, process.env));
    if (!known && outline) cache.keep(key, outline);
    images.push({ folder, outline: outline ?? emptyOutline });
  }
  cache.save();
  return images;
}

function getMetadata({ folder, outline }: Image): ImageMetadata {
  const edges = outline.sources.flatMap(({ images, outputs }) => [...images, ...outputs]);
  const named = edges.map(({ project, file }) => ({
    project,
    file: folder.files.find((each) => file.endsWith(each)) ?? (folder.files[0] as string),
  }));
  const distinct = new Map(named.map((edge) => [edge.project, edge]));
  return {
    template: folder.template,
    sources: outline.sources.map(({ source }) => source),
    parents: [
      ...new Set(outline.sources.flatMap(({ images }) => images.map(({ project }) => project))),
    ].sort(),
    edges: [...distinct.values()].filter(({ project }) => project !== folder.name),
  };
}

function describeProject(request: TargetRequest): ProjectConfiguration {
  const { root, name, isNamedHere } = request.image.folder;
  const targets = getTargets(request);
  return {
    root,
    ...(isNamedHere && { name }),
    projectType: 'application',
    tags: ['type:image'],
    metadata: {
      technologies: ['strata'],
      targetGroups: { Image: Object.keys(targets) },
      [metadataKey]: getMetadata(request.image),
    },
    targets,
  };
}

/** Every folder with a template or the definition of a VM application is a project, with targets and edges read from the template by its real parser. */
export const createNodes: CreateNodes<PluginOptions> = [
  templateGlob,
  async (found, options, { workspaceRoot }) => {
    const names = normalizeOptions(options);
    const images = await getImages(workspaceRoot, getImageFolders(workspaceRoot, found));
    const lineage = getLineage(images);
    const own = getOwnInputs(workspaceRoot);
    const destinations = readDestinationNames(workspaceRoot);
    const applications = readApplications(workspaceRoot, found).map(
      (each): readonly [string, CreateNodesResult] => [
        each.file,
        { projects: { [each.root]: describeApplication(each, names, own) } },
      ],
    );
    const projects = images.map((image): readonly [string, CreateNodesResult] => {
      const shared = [...getTemplateInputs(image.folder, image.outline, workspaceRoot), ...own];
      const project = describeProject({ image, lineage, names, shared, destinations });
      return [image.folder.files[0] as string, { projects: { [image.folder.root]: project } }];
    });
    return [...projects, ...applications];
  },
];
