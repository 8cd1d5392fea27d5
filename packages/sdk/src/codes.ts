import { defineCodes } from '@strata/diagnostics';

/** Problems of the outside world, whichever part met them. */
export const problem = defineCodes({
  SDK001: 'Program not found',
  SDK002: 'Program could not be started',
  SDK003: 'Request failed',
});
