export { type CdRequest, writeCd } from './cd/write';
export { type FloppyRequest, writeFloppy } from './floppy/write';
