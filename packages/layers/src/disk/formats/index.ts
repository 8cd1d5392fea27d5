export { convertDisk } from './convert';
export {
  defaultMachine,
  diskControllers,
  guests,
  type Machine,
  machineFirmwares,
  networkCards,
} from './machine';
export type { Qcow2Options } from './qcow2/write';
export { type ConvertRequest, type DiskFormat, diskFormats } from './request';
