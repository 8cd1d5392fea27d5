export { type Batch, createBatchedLook } from './batch';
export { type AwsLooks, createLooks } from './looks';
export { getPatience, type Patience, patience, VISIBLE_WITHIN } from './patience';
export {
  type FailedState,
  getEndedInstance,
  getFailedImage,
  getFailedSnapshot,
  getFailedVolume,
} from './reasons';
export { type Repeated, tryAgain } from './try-again';
export { type Wait, type WaitContext, waitFor } from './wait-for';
