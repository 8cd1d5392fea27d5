import { defineCodes } from '@strata/diagnostics';

/** Everything that can go wrong with builders. Numbers are grouped: 001 rootfs, 041 what QEMU's machine is shown. */
export const problem = defineCodes({
  BLD001: 'No foundation',
  BLD002: 'Several foundations',
  BLD003: 'Options exclude each other',
  BLD004: 'Option missing',
  BLD005: 'Invalid name',
  BLD006: 'Not an image',
  BLD041: 'Invalid boot command',
  BLD042: 'Boot command not typed',
  BLD043: 'HTTP server not started',
  BLD044: 'Floppy too small',
  BLD045: 'No program for CD images',
  BLD046: 'CD image not written',
  BLD047: 'Invalid name on a medium',
});
