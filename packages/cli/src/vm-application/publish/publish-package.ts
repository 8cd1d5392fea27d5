import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import {
  type AssignedVersion,
  getVersionId,
  type PackageFile,
  type PublishOutcome,
  type PublishPorts,
  type PublishRequest,
  publishApplication,
} from '@strata/target-azure/vm-applications';
import { problem } from '../../codes';
import type { Definition, Publication } from '../definition/definition';
import { getFolder, type PackageReceipt, type PackedFile } from '../pack/receipt';

/** Name of the file that tells where a version was published to, in `dist` of its project. */
export const PUBLISHED_FILE = 'vm-app.published.json';

/** A version that a gallery has. */
export interface PublishedApplication extends AssignedVersion {
  readonly name: string;
  readonly version: string;
  readonly key: string;
  readonly regions: readonly string[];
}

export interface PackagePublication {
  readonly definition: Definition;
  readonly receipt: PackageReceipt;
  readonly mode: PublishRequest['mode'];
}

/** What a definition says of where it goes to. @throws Failure CLI061 when it says nothing */
export function getPublication({ publish, name, file }: Definition): Publication {
  if (publish) return publish;
  throw new Failure(
    problem('CLI060', {
      detail: `${file} does not say where "${name}" is published to.`,
      hint: 'Write "publish": { "subscription": …, "resourceGroup": …, "gallery": …, "location": …, "storageAccount": … }.',
    }),
  );
}

/** Publishes a package as its receipt knows it. */
export function publishPackage(
  ports: PublishPorts,
  { definition, receipt, mode }: PackagePublication,
): Promise<PublishOutcome> {
  const { application, key, configuration } = receipt;
  const toFile = (name: string, packed: PackedFile): PackageFile => ({
    ...{ sha256: packed.sha256, size: packed.size },
    path: join(getFolder(definition.directory), name),
    // By its content: what was uploaded once is never written over, and never uploaded twice.
    blob: `${application.name}/${packed.sha256}/${name}`,
  });
  return publishApplication(ports, {
    ...{ application, key, mode, offer: getPublication(definition) },
    package: toFile(application.packageFile, receipt.package),
    ...(configuration && { configuration: toFile(application.configurationFile, configuration) }),
  });
}

/** What others need to know of a version that was published. */
export function describePublished(
  definition: Definition,
  { application, key }: PackageReceipt,
): PublishedApplication {
  const publication = getPublication(definition);
  const { name, version } = application;
  return {
    ...{ name, version, key },
    id: getVersionId(publication, application),
    regions: publication.regions.map((region) => region.name),
    deployment: definition.deployment,
  };
}

/** A publication in a line. */
export function formatOutcome(
  { application: { name, version } }: PackageReceipt,
  { kind, changes, sent }: PublishOutcome,
  mode: PublishRequest['mode'],
): string {
  const words = {
    look: { created: 'would be published', updated: 'would be changed', unchanged: 'is published already' },
    send: { created: 'published', updated: 'changed', unchanged: 'was published already' },
  } as const;
  const bytes = sent > 0 ? `, ${sent} bytes sent` : '';
  const lines = changes.map((change) => `  ${change}\n`).join('');
  return `${name} ${version} ${words[mode][kind]}${bytes}\n${lines}`;
}
