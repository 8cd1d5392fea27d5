export { type DataRange, findDataRanges } from '../../store/data-ranges';
export { convertDisk } from './convert';
export { defaultMachine, guests, type Machine, machineFirmwares } from './machine';
export type { Qcow2Options } from './qcow2/write';
export type { ConvertRequest } from './request';
