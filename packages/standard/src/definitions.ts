import {
  createDockerDefinition,
  createNullDefinition,
  createQemuDefinition,
  createRootfsDefinition,
  fileBuilderDefinition,
} from '@strata/builders';
import { connectContainer, connectMachine, connectSandbox } from '@strata/communicators';
import {
  artificeDefinition,
  checksumDefinition,
  compressDefinition,
  createSbomDefinition,
  createScanDefinition,
  dockerImportDefinition,
  dockerPushDefinition,
  dockerSaveDefinition,
  dockerTagDefinition,
  manifestDefinition,
  notifyDefinition,
  shellLocalPostDefinition,
  triggerDefinition,
  vagrantDefinition,
} from '@strata/post-processors';
import {
  ansibleDefinition,
  ansibleLocalDefinition,
  breakpointDefinition,
  chefSoloDefinition,
  fileDefinition,
  imageCopyDefinition,
  powershellDefinition,
  puppetMasterlessDefinition,
  saltMasterlessDefinition,
  shellDefinition,
  shellLocalDefinition,
  sleepDefinition,
  windowsRestartDefinition,
  windowsShellDefinition,
} from '@strata/provisioners';
import type { BuilderDefinition, DataSourceDefinition, OpenImage, PartRegistry } from '@strata/sdk';
import { httpDataDefinition } from './data-sources/http/definition';
import { nullDataDefinition } from './data-sources/null';
import { strataImageDefinition, strataOutputDefinition } from './data-sources/workspace';

/** Every part that comes with Strata. Definitions only: their work is loaded when it is wanted. */
export function createStandardRegistry(): PartRegistry {
  return {
    builders: byType<BuilderDefinition>([
      createRootfsDefinition({ connect: connectSandbox }),
      createNullDefinition({ connect: connectMachine }),
      fileBuilderDefinition,
      createDockerDefinition({ connect: connectContainer }),
      createQemuDefinition({ connect: connectMachine }),
    ]),
    provisioners: byType([
      shellDefinition,
      shellLocalDefinition,
      fileDefinition,
      imageCopyDefinition,
      ansibleDefinition,
      ansibleLocalDefinition,
      puppetMasterlessDefinition,
      chefSoloDefinition,
      saltMasterlessDefinition,
      powershellDefinition,
      windowsShellDefinition,
      windowsRestartDefinition,
      sleepDefinition,
      breakpointDefinition,
    ]),
    postProcessors: byType([
      artificeDefinition,
      checksumDefinition,
      compressDefinition,
      dockerImportDefinition,
      dockerTagDefinition,
      dockerSaveDefinition,
      dockerPushDefinition,
      manifestDefinition,
      createSbomDefinition({ openImage }),
      createScanDefinition({ openImage }),
      shellLocalPostDefinition,
      notifyDefinition,
      triggerDefinition,
      vagrantDefinition,
    ]),
    dataSources: byType<DataSourceDefinition>([
      strataImageDefinition,
      strataOutputDefinition,
      httpDataDefinition,
      nullDataDefinition,
    ]),
  };
}

/** Loaded when something is looked into: definitions are there for graphs too, which have nothing to do with layers. */
const loadContents = () => require('@strata/layers/contents') as typeof import('@strata/layers/contents');
const openImage: OpenImage = (context, request) => loadContents().openImage(context, request);

function byType<T extends { readonly type: string }>(parts: readonly T[]): ReadonlyMap<string, T> {
  return new Map(parts.map((part) => [part.type, part]));
}
