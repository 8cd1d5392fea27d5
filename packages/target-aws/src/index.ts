export { builders as awsBuilders } from './builders';
export type { BuilderMeans as AwsBuilderMeans } from './builders/means';
export { problem as awsProblem } from './codes';
export { dataSources as awsDataSources } from './data-sources';
export { postProcessors as awsPostProcessors } from './post-processors';
