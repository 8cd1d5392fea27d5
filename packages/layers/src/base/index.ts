export {
  type ArchiveFacts,
  type ArchiveRequestOptions,
  isArchiveAvailable,
  makeArchive,
  parseArchiveFacts,
  resolveArchive,
} from './archive';
export { type BootstrapContext, isBootstrapAvailable, makeBootstrap, resolveBootstrap } from './bootstrap';
export type { BaseContext } from './context';
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
