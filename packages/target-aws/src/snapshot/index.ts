export { type BlockMap, blockSize, getDiskDigest } from './block-map';
export { type DiskFile, mapDisk, type OpenDisk, openDisk } from './disk';
export { openUploadJournal, type UploadJournal } from './journal';
export { findBlockMap, keepBlockMap, type MapFolder } from './kept-maps';
export { findDiskMember } from './ova-member';
export { chooseUpload, type ParentSnapshot, planUpload, type UploadPlan } from './plan-upload';
export {
  type SnapshotEncryption,
  type UploadContext,
  type UploadedSnapshot,
  type UploadRequest,
  uploadSnapshot,
} from './upload-snapshot';
