export { builders as azureBuilders } from './builders';
export type { BuilderMeans as AzureBuilderMeans } from './builders/means';
export { problem as azureProblem } from './codes';
export { dataSources as azureDataSources } from './data-sources';
export { postProcessors as azurePostProcessors } from './post-processors';
