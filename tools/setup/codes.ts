import { defineCodes } from '@strata/diagnostics';

/** What keeps a machine from building. */
export const problem = defineCodes({
  SET001: 'Node too old',
  SET002: 'Debian packages missing',
  SET003: 'No apt on this machine',
  SET004: 'Packages not installed',
  SET005: 'No range of user ids',
  SET006: 'Unknown purpose',
});
