export { applyLayers } from './apply-layers';
export type { Copy } from './copied-file';
export { makeExt4 } from './make';
export { createMeasure, type LayersSize, measureLayers } from './measure-layers';
export { readExt4File } from './read-file';
export type { Ext4Request, Extent, LayerSource } from './request';
