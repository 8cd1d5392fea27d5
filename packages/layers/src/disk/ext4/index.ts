export { applyLayers } from './apply-layers';
export { makeExt4 } from './make';
export { createMeasure, type LayersSize, measureLayers } from './measure-layers';
export { readExt4File } from './read-file';
export type { Ext4Request, Extent, LayerSource } from './request';
