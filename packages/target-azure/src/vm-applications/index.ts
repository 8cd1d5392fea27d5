export {
  type Deployment,
  type FileSizes,
  type ManageCommands,
  type Offer,
  type Places,
  SYSTEMS,
  type System,
  type TargetRegion,
  type VmApplication,
} from './application';
export { type ApplicationPlace, connectToGallery, getVersionId } from './connect';
export { explainApplicationError, hideSignature } from './explain';
export { STORAGE_TYPES } from './limits';
export { type ApplicationProfile, type AssignedVersion, makeProfile } from './profile';
export {
  type ApplicationGallery,
  type PackageFile,
  type PackageStore,
  type PublishOutcome,
  type PublishPorts,
  type PublishRequest,
  publishApplication,
} from './publish';
export {
  type Assigned,
  checkApplication,
  checkDeployment,
  checkFiles,
  checkOffer,
  checkTogether,
} from './rules';
