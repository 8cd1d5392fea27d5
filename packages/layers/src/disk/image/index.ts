export { type DiskFacts, type DiskRequest, makeDisk } from './make-disk';
