export { type BlockMap, blockSize, getDiskDigest } from './block-map';
export { type DiskFile, mapDisk, type OpenDisk, openDisk } from './disk';
export { footerSize, getVirtualSize, makeFooter } from './footer';
export { openUploadJournal, type UploadJournal } from './journal';
export { findBlockMap, keepBlockMap, type MapFolder } from './kept-maps';
export { chooseUpload, type ParentVhd, planUpload, type UploadPlan } from './plan-upload';
export { sendPages } from './send-pages';
export {
  CopyError,
  findBlob,
  metadataNames,
  type UploadContext,
  type UploadedVhd,
  type UploadRequest,
  uploadVhd,
} from './upload-vhd';
