export type { AccessOptions } from '../access';
export { type AwsSession, openAwsSession } from '../client';
export type { AwsContext } from './context';
export { createDesk, type Desk, type SharedViews } from './desk';
export type { PublicationLedger } from './holdings';
export { findImageStanding, type ImageStanding } from './image-standing';
export type { ImageContent } from './keys';
export type { RegionView } from './plan-region';
export { openPublicationLog, type PublicationLog } from './publication-log';
export {
  type AwsPublication,
  type AwsPublicationRequest,
  preparePublication,
  type RegionImage,
} from './publish-to-aws';
export type { MadeDisk } from './request';
export type { AwsDestination, Encryption, Registration, Sharing } from './settings';
export { formatView, parseView } from './view-text';
