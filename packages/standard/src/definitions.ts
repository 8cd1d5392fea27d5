import { builders } from '@strata/builders';
import { connectContainer, connectMachine, connectSandbox } from '@strata/communicators';
import { postProcessors } from '@strata/post-processors';
import { provisioners } from '@strata/provisioners';
import type {
  BuilderDefinition,
  DataSourceDefinition,
  ExportImage,
  OpenImage,
  PartRegistry,
  PostProcessorDefinition,
  ProvisionerDefinition,
} from '@strata/sdk';
import { awsBuilders, awsPostProcessors } from '@strata/target-aws';
import { azureBuilders, azurePostProcessors } from '@strata/target-azure';
import { dataSources } from './data-sources';
import { LazyMap } from './lazy-map';

/** Every part that comes with Strata. A definition is loaded when a template names it, its work when it is wanted. */
export function createStandardRegistry(): PartRegistry {
  const means = { connectContainer, connectMachine, connectSandbox, exportImage, openImage };
  return {
    builders: byType<BuilderDefinition, typeof means>(
      { ...builders, ...awsBuilders, ...azureBuilders },
      means,
    ),
    provisioners: byType<ProvisionerDefinition, typeof means>(provisioners, means),
    postProcessors: byType<PostProcessorDefinition, typeof means>(
      { ...postProcessors, ...awsPostProcessors, ...azurePostProcessors },
      means,
    ),
    dataSources: byType<DataSourceDefinition, typeof means>(dataSources, means),
  };
}

/** Loaded when something is looked into: definitions are there for graphs too, which have nothing to do with layers. */
const loadContents = () => require('@strata/layers/contents') as typeof import('@strata/layers/contents');
const openImage: OpenImage = (context, request) => loadContents().openImage(context, request);

const loadExport = () => require('@strata/layers/export') as typeof import('@strata/layers/export');
const exportImage: ExportImage = (context, request) => loadExport().exportArtifact(context, request);

function byType<T, M>(makers: Readonly<Record<string, (means: M) => T>>, means: M): ReadonlyMap<string, T> {
  const bound = Object.entries(makers).map(([type, make]) => [type, () => make(means)] as const);
  return new LazyMap(Object.fromEntries(bound));
}
