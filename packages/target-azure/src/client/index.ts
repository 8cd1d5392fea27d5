export { type LinkTimes, openLink, signBlob } from './blob-links';
export type { AzureCall, SessionContext } from './context';
export { openAzureSession } from './open-session';
export type { AzureSession } from './session';
