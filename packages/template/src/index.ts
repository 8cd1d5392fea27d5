export { codes } from './codes';
export { type Decoded, decodeBlock } from './decode/decode-block';
export type { DecodeContext } from './decode/walk';
export { getPaths, getPlacedOptions, isPath, type PlacedOption } from './decode/walk-options';
export { getDistinct } from './distinct';
export {
  type Evaluation,
  evaluateTemplate,
  type Input,
} from './evaluate/evaluate-template';
export { getUsedData } from './evaluate/used-data';
export { loadTemplate } from './load/load-template';
export type { LoadRequest } from './load/request';
export { appliesTo } from './parts/applies';
export { decodePostProcessor, decodeProvisioner, decodeSource, type UseContext } from './parts/decode-parts';
export type { Build, PostProcessor, Provisioner, SourceUse, Template, Variable } from './template';
export { LANGUAGE_VERSION } from './version';
