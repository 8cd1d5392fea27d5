export type { AptFacts } from '../apt/lock/facts';
export { formatAptFacts, parseAptFacts } from '../apt/lock/facts';
export type { PackagesRequest } from '../apt/lock/resolve';
export { type DistributionName, distributions } from '../apt/sources/distribution';
export {
  type FetchedPackage,
  type FetchedSet,
  fetchPackageSet,
  resolvePackageSet,
} from './package-set';
export { type PackedArchive, type PackedEntry, writeTarGz } from './tar-gz';
