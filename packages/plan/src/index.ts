export { codes } from './codes';
export { explain } from './explain';
export { explainMiss } from './explain-miss';
export type {
  BaseRequirement,
  Facts,
  FileRequirement,
  ImageReference,
  MachineRequirement,
  OutputFacts,
  OutputReference,
  Requirements,
} from './facts';
export { hasKeys, type KeptPlan, type KeptStep, type KeyedBuildPlan, keepPlan } from './kept-plan';
export type { KeyInput } from './keys';
export { makePlan } from './make-plan';
export type {
  BasePlan,
  BuildPlan,
  CheckpointPlan,
  LateOptions,
  LayeredBuildPlan,
  LayerPlan,
  MachineBuildPlan,
  Plan,
  PostProcessorPlan,
  RunOptions,
  StepPlan,
} from './plan';
export { getRequirements } from './requirements';
export type { Selection } from './select';
export { type TreeEntry, treeDigest } from './tree-digest';
