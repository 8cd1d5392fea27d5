export { type Azurite, type AzuriteOptions, startAzurite } from './start';
