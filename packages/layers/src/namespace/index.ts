export { findNamespace, type NamespaceRequest, prepareNamespace } from './find';
export { forgetTrial } from './memory';
export type {
  Namespace,
  NamespaceCommand,
  NamespaceMode,
  NamespaceProcess,
  NamespaceResult,
  ProcessExit,
  Tools,
} from './namespace';
