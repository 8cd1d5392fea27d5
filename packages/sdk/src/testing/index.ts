export { communicatorSuite, type TestMachine } from './communicator-suite';
export {
  createPostProcessContext,
  createProvisionContext,
  createTestPorts,
  type TestPorts,
} from './contexts';
export { createFakeClock, type FakeClock } from './fake-clock';
export { fillIn } from './fill-in';
export { type Asked, type Loopback, listen, sendJson, tellRequest } from './loopback';
export { type LoopbackProxy, startLoopbackProxy } from './loopback-proxy';
export { createMemoryFiles, type MemoryEntry, type MemoryFiles } from './memory-files';
export {
  type Answer,
  createRecordingCommunicator,
  type RecordedCommand,
  type RecordedTree,
  type RecordedUpload,
  type RecordingCommunicator,
  type RecordingOptions,
} from './recording-communicator';
export { createRecordingReporter, type RecordingReporter } from './recording-reporter';
export { createTestLedger, type TestLedger } from './test-ledger';
