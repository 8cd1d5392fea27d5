export type { AzureCall, SessionContext } from './context';
export { openAzureSession } from './open-session';
export type { AzureSession } from './session';
