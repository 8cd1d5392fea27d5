export { exportArtifact } from './export-artifact';
export { type ExportContext, type ExportRequest, exportImage } from './export-image';
