export * from './formats';
export * from './image';
export { type WriteDiskRequest, writeDisk } from './write-disk';
