export { canonicalJson, type Json } from './canonical-json';
export { codes } from './codes';
export { explain } from './explain';
export type {
  BaseRequirement,
  Facts,
  FileRequirement,
  ImageReference,
  ImageRequirement,
  OutputFacts,
  OutputReference,
  OutputRequirement,
  Requirements,
} from './facts';
export { type KeptPlan, type KeptStep, keepPlan } from './kept-plan';
export { getKey, type HashedInput, type KeyInput } from './keys';
export { makePlan, type PlanRequest } from './make-plan';
export type {
  BasePlan,
  BuildPlan,
  LateOptions,
  LayerPlan,
  Plan,
  PostProcessorPlan,
  RunOptions,
  StepPlan,
} from './plan';
export { getRequirements } from './requirements';
export type { Selection } from './select';
export { type TreeEntry, treeDigest } from './tree-digest';
