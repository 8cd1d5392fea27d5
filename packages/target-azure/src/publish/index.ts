export type { AccessOptions } from '../access';
export { type AzureSession, openAzureSession } from '../client';
export { seenVersionKind } from '../resources/seen';
export type { AzureContext } from './context';
export type { AzureDelivery } from './deliver';
export { createDesk, type Desk } from './desk';
export type { PublicationLedger } from './holdings';
export type { ImageContent } from './keys';
export { openPublicationLog, type PublicationLog } from './publication-log';
export {
  type AzurePublication,
  type AzurePublicationRequest,
  preparePublication,
} from './publish-to-azure';
export type { MadeDisk } from './request';
export type {
  AzureDestination,
  DefinitionKind,
  DiskStorage,
  SecurityType,
  StorageType,
  TargetRegion,
  VersionRule,
} from './settings';
export {
  findVersionStanding,
  parseVersionId,
  type VersionPlace,
  type VersionStanding,
} from './version-standing';
