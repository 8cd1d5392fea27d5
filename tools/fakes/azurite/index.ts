export { type LoggedAzurite, type LoggedRequest, openDoor, startLoggedAzurite } from './logged';
export { type Azurite, type AzuriteOptions, startAzurite } from './start';
