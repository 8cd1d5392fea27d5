import { defineCodes } from '@strata/diagnostics';

/** Problems of the provisioners. */
export const problem = defineCodes({
  PRV001: 'Local file not found',
  PRV002: 'Script failed',
  PRV003: 'Connection lost',
  PRV004: 'Conflicting options',
  PRV005: 'Missing option',
  PRV008: 'Invalid option',
  PRV009: 'Path not found in the source',
  PRV010: 'Files could not be copied',
  PRV011: 'Communicator cannot do this',
  PRV012: 'Nobody can be asked',
  PRV013: 'Program not found',
  PRV014: 'Program failed',
  PRV015: 'Content of the layer unknown',
  PRV016: 'Secret in a command line',
});
