import type { ContainerConfig } from '@strata/sdk';
import { created } from './json';

/** What an image needs to say about itself besides its container's settings. */
export interface ImageConfigRequest {
  readonly config: ContainerConfig;
  readonly architecture: string;
  /** Base first. */
  readonly diffIds: readonly string[];
}

/** The config document of an image, as OCI and Docker both read it. */
export function makeImageConfig({ config, architecture, diffIds }: ImageConfigRequest): object {
  return {
    created,
    architecture,
    os: 'linux',
    config: makeContainerSettings(config),
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: diffIds.map(() => ({ created, created_by: 'strata' })),
  };
}

function makeContainerSettings(config: ContainerConfig): object {
  const { entrypoint, cmd, env, workdir, user, exposedPorts, labels } = config;
  return {
    ...(user !== undefined && { User: user }),
    ...(exposedPorts && { ExposedPorts: Object.fromEntries(exposedPorts.map((port) => [port, {}])) }),
    ...(env && { Env: env }),
    ...(entrypoint && { Entrypoint: entrypoint }),
    ...(cmd && { Cmd: cmd }),
    ...(workdir !== undefined && { WorkingDir: workdir }),
    ...(labels && { Labels: labels }),
  };
}

/** What we take over of a foreign image's config document. */
export interface ImageConfig {
  readonly config: ContainerConfig;
  readonly diffIds: readonly string[];
}

/** Reads a config document; undefined when it is none. Empty settings are as good as none. */
export function parseImageConfig(value: unknown): ImageConfig | undefined {
  const { config, rootfs } = Object(value);
  const diffIds = toTexts(rootfs?.diff_ids);
  if (diffIds === undefined) return undefined;
  return { config: parseContainerSettings(Object(config)), diffIds };
}

function parseContainerSettings(settings: Readonly<Record<string, unknown>>): ContainerConfig {
  const entrypoint = toTexts(settings.Entrypoint);
  const cmd = toTexts(settings.Cmd);
  const env = toTexts(settings.Env);
  const ports = Object.keys(Object(settings.ExposedPorts)).sort();
  const labels = toTextMap(settings.Labels);
  return {
    ...(entrypoint?.length && { entrypoint }),
    ...(cmd?.length && { cmd }),
    ...(env?.length && { env }),
    ...(isFilled(settings.WorkingDir) && { workdir: settings.WorkingDir }),
    ...(isFilled(settings.User) && { user: settings.User }),
    ...(ports.length > 0 && { exposedPorts: ports }),
    ...(labels && { labels }),
  };
}

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function toTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((text) => typeof text === 'string') ? value : undefined;
}

function toTextMap(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(Object(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** OCI's words for what Node calls this machine. */
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386', ppc64: 'ppc64le' };

/** This machine's architecture as images name it. */
export function getImageArchitecture(): string {
  return architectures[process.arch] ?? process.arch;
}
