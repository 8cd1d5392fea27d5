import type { ExportImage, OpenImage, PostProcessorDefinition } from '@strata/sdk';

export { problem as codes } from './codes';

/** What post-processors are handed from outside. */
export interface PostProcessorMeans {
  /** Looks into images. */
  readonly openImage: OpenImage;
  /** Writes images in other formats. */
  readonly exportImage: ExportImage;
}

/** Every post-processor by its type. A definition is loaded when it is asked for: a template uses few of them. */
export const postProcessors = {
  artifice: () =>
    (require('./artifice/definition') as typeof import('./artifice/definition')).artificeDefinition,
  checksum: () =>
    (require('./checksum/definition') as typeof import('./checksum/definition')).checksumDefinition,
  compress: () =>
    (require('./compress/definition') as typeof import('./compress/definition')).compressDefinition,
  'docker-import': () =>
    (require('./docker/definitions') as typeof import('./docker/definitions')).dockerImportDefinition,
  'docker-tag': () =>
    (require('./docker/definitions') as typeof import('./docker/definitions')).dockerTagDefinition,
  'docker-save': () =>
    (require('./docker/definitions') as typeof import('./docker/definitions')).dockerSaveDefinition,
  'docker-push': () =>
    (require('./docker/definitions') as typeof import('./docker/definitions')).dockerPushDefinition,
  export: ({ exportImage }: PostProcessorMeans) =>
    (require('./export/definition') as typeof import('./export/definition')).createExportDefinition({
      exportImage,
    }),
  manifest: () =>
    (require('./manifest/definition') as typeof import('./manifest/definition')).manifestDefinition,
  provenance: () =>
    (require('./provenance/definition') as typeof import('./provenance/definition')).provenanceDefinition,
  sbom: ({ openImage }: PostProcessorMeans) =>
    (require('./sbom/definition') as typeof import('./sbom/definition')).createSbomDefinition({ openImage }),
  scan: ({ openImage }: PostProcessorMeans) =>
    (require('./scan/definition') as typeof import('./scan/definition')).createScanDefinition({ openImage }),
  'shell-local': () =>
    (require('./shell-local/definition') as typeof import('./shell-local/definition'))
      .shellLocalPostDefinition,
  notify: () => (require('./notify/definition') as typeof import('./notify/definition')).notifyDefinition,
  trigger: () => (require('./trigger/definition') as typeof import('./trigger/definition')).triggerDefinition,
  vagrant: () => (require('./vagrant/definition') as typeof import('./vagrant/definition')).vagrantDefinition,
} satisfies Readonly<Record<string, (means: PostProcessorMeans) => PostProcessorDefinition>>;
