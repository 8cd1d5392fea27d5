export { convertDisk } from './convert';
export { defaultMachine, diskControllers, guests, type Machine, networkCards } from './machine';
export { type ConvertRequest, type DiskFormat, diskFormats } from './request';
