export {
  type ArchiveFacts,
  type ArchiveRequestOptions,
  isArchiveAvailable,
  makeArchive,
  parseArchiveFacts,
  resolveArchive,
} from './archive';
export { type BootstrapContext, makeBootstrap } from './bootstrap';
export type { BaseContext } from './context';
export { isBootstrapAvailable, resolveBootstrap } from './locate-base';
export { describeLockChange } from './lock-change';
export { type LockEntries, readLockFile, writeLockEntry } from './lock-file';
export {
  isOciAvailable,
  makeOci,
  type OciFacts,
  type OciRequestOptions,
  parseOciFacts,
  resolveOci,
} from './oci';
