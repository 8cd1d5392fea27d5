import { defineCodes } from '@strata/diagnostics';

/** Everything that can go wrong with builders. Numbers are grouped: 001 rootfs. */
export const problem = defineCodes({
  BLD001: 'No foundation',
  BLD002: 'Several foundations',
  BLD003: 'Options exclude each other',
  BLD004: 'Option missing',
  BLD005: 'Invalid name',
  BLD006: 'Not an image',
});
