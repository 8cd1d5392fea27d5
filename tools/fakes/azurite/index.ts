export { type LoggedAzurite, type LoggedRequest, startLoggedAzurite } from './logged';
export { type Azurite, type AzuriteOptions, startAzurite } from './start';
