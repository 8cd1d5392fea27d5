export { codes } from './codes';
export { explain } from './explain';
export type {
  BaseRequirement,
  Facts,
  FileRequirement,
  ImageReference,
  OutputFacts,
  OutputReference,
  Requirements,
} from './facts';
export { type KeptPlan, type KeptStep, keepPlan } from './kept-plan';
export type { KeyInput } from './keys';
export { makePlan } from './make-plan';
export type {
  BasePlan,
  BuildPlan,
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
