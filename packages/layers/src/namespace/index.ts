export { findNamespace, type NamespaceRequest } from './find';
export type {
  Namespace,
  NamespaceCommand,
  NamespaceMode,
  NamespaceProcess,
  NamespaceResult,
  ProcessExit,
  Tools,
} from './namespace';
