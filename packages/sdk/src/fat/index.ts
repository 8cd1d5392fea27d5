export { chainRuns } from './chain';
export { ENTRY, type FatTime, toFatTime } from './entries';
export { type Folder, makeFolderTree } from './folder-tree';
export { getNameProblem } from './names';
export {
  CLUSTER,
  countClusters,
  countRootEntries,
  FIRST_CLUSTER,
  LABEL,
  placeTree,
  type Run,
  toClusters,
} from './place-tree';
