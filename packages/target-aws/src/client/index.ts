export type { AwsCall, SessionContext } from './context';
export { openAwsSession } from './open-session';
export type { AwsCaller, AwsSession } from './session';
