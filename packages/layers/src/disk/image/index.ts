export { type DiskFacts, type DiskRequest, makeDisk } from './make-disk';
export { type DiskOptions, FIRMWARES, type Firmware, LOADERS, type Loader } from './options';
