import type { ProjectConfiguration } from '@nx/devkit';
import type { Inputs } from '../inputs';
import type { TargetNames } from '../options';
import type { Application } from './application';
import { getApplicationTargets } from './targets';

/** Under which name a project's metadata holds what a definition says. Another than that of images: a folder may be both. */
const metadataKey = 'strataVmApp';

/** What the rest of the plugin reads from a VM application of the graph. */
export interface ApplicationMetadata {
  /** Projects that the definition names. */
  readonly projects: readonly string[];
  /** From the workspace's root. */
  readonly file: string;
}

/** The application that a project is; undefined for projects of other kinds. */
export function getApplicationMetadata({ metadata }: ProjectConfiguration): ApplicationMetadata | undefined {
  return (metadata as Record<string, unknown> | undefined)?.[metadataKey] as ApplicationMetadata | undefined;
}

/** An application as Nx is told of it. */
export function describeApplication(
  application: Application,
  names: TargetNames,
  own: Inputs,
): ProjectConfiguration {
  const { root, name, isNamedHere, made, image, needs, file } = application;
  const targets = getApplicationTargets(application, names, own);
  const tried = [...needs, ...(image === undefined ? [] : [image])];
  const projects = new Set([...made.map(({ project }) => project), ...tried]);
  const metadata: ApplicationMetadata = {
    file,
    projects: [...projects].filter((each) => each !== name).sort(),
  };
  return {
    root,
    ...(isNamedHere && { name }),
    projectType: 'application',
    tags: ['type:vm-app'],
    metadata: {
      technologies: ['strata'],
      targetGroups: { 'VM application': Object.keys(targets) },
      [metadataKey]: metadata,
    },
    targets,
  };
}
