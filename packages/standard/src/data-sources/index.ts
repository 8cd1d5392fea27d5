import type { DataSourceDefinition } from '@strata/sdk';
import { awsDataSources } from '@strata/target-aws';
import { azureDataSources } from '@strata/target-azure';

const loadWorkspace = () => require('./workspace') as typeof import('./workspace');

/** Every data source by its type. A definition is loaded when it is asked for. */
export const dataSources = {
  ...awsDataSources,
  ...azureDataSources,
  'strata-image': () => loadWorkspace().strataImageDefinition,
  'strata-output': () => loadWorkspace().strataOutputDefinition,
  http: () => (require('./http/definition') as typeof import('./http/definition')).httpDataDefinition,
  null: () => (require('./null') as typeof import('./null')).nullDataDefinition,
} satisfies Readonly<Record<string, () => DataSourceDefinition>>;
