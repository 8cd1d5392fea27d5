export type { AwsSession } from '../client/session';
