export { type Call, type CallOptions, callManager, callStorage } from './call';
export { type AskContext, completeOperation, LateError, type Poller } from './operation';
