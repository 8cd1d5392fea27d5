import { defineCodes } from '@strata/diagnostics';

/** Problems of the command line. */
export const problem = defineCodes({
  CLI001: 'Unknown command',
  CLI002: 'Unknown flag',
  CLI003: 'Flag needs a value',
  CLI004: 'Flag value not allowed',
  CLI005: 'Template not given',
  CLI006: 'Template not found',
  CLI007: 'Wrong number of arguments',
  CLI008: 'Image has no receipt',
  CLI009: 'Base facts not resolved',
  CLI010: 'Place already taken',
  CLI011: 'Layer not found',
  CLI012: 'No terminal',
  CLI013: 'Internal error',
  CLI014: 'No answer',
  CLI015: 'Too many questions',

  CLI020: 'File not readable',
  CLI021: 'File not in UTF-8',
  CLI022: 'File not writable',
  CLI023: 'JSON not formatted',
  CLI024: 'Not a JSON template',
  CLI025: 'No event file',
  CLI026: 'File would be written over',
  CLI027: 'Image not found',
  CLI028: 'Receipt not readable',
  CLI029: 'Image not up to date',
  CLI030: 'Provenance not found',

  CLI031: 'No destination',
  CLI032: 'Destination not understood',
  CLI033: 'Exception for another image',

  CLI035: 'Firmware not installed',

  CLI040: 'Image not tested',
  CLI041: 'Another image was tested',
  CLI042: 'Tests changed since',
  CLI043: 'Test failed',
  CLI044: 'Verdict not readable',
  CLI045: 'Image not scanned',
  CLI046: 'Another image was scanned',
  CLI047: 'Finding not accepted',
  CLI048: 'Exception expired',
  CLI049: 'Left out of the gate',
});
