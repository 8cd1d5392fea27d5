export { chainId } from './chain-id';
export { problem } from './codes';
export { type BuiltImage, describeLayers } from './describe-layers';
export { describeOrigin } from './describe-origin';
export { readEntries } from './digest-files';
export {
  type ArtifactFacts,
  type BuildEvent,
  type BuildName,
  createEmitter,
  type Emit,
  EVENT_SCHEMA,
  type Outcome,
  type RunFacts,
  type StepName,
  type WorkName,
} from './events';
export { readKeptPlan } from './kept-plan';
export { getResourceKinds } from './ledger/kinds';
export { findLeft, LEDGER_FOLDER, type Ledger, type LedgerRequest, openLedger } from './ledger/ledger';
export type { Leftover } from './ledger/remove-by-kind';
export { createRunPrograms, type RunPrograms } from './ledger/run-programs';
export { sweepLedgers } from './ledger/sweep';
export { createLimit } from './limit';
export { CHECKPOINT_FOLDER } from './machine/checkpoints';
export { maskTexts } from './mask-texts';
export type { Choices, Prepared, Reading } from './prepare';
export { loadProject } from './prepare';
export type { ImageProject, Workspace } from './projects';
export {
  getPublishedPath,
  type Published,
  readAllPublished,
  readPublished,
  writePublished,
} from './published-file';
export { listReceipts, RECEIPT_SUFFIX, type Receipt, readReceipt, receiptPath } from './receipt';
export { type BuildRequest, type BuildResult, runBuild } from './run-build';
export type { OnError, RunContext } from './run-context';
export { createProjectRunner, type ProjectResult, type ProjectRunner } from './run-projects';
export { createStepReporter, type StepReporter } from './step-reporter';
export { validateOutputs, validateReferences } from './validate-references';
