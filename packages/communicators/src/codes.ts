import { defineCodes } from '@strata/diagnostics';

/** Everything that can go wrong between us and a machine that is being built. */
export const problem = defineCodes({
  COM001: 'File not sent',
  COM002: 'Folder not sent',
  COM003: 'File not fetched',
  COM004: 'Folder not fetched',
  COM005: 'Machine not reached',
  COM006: 'Login refused',
  COM007: 'Host key not the expected one',
  COM008: 'Key unusable',
  COM009: 'Connection options wrong',
  COM010: 'Bastion or proxy failed',
  COM011: 'Tunnel not opened',
  COM012: 'No way to the machine',
  COM014: 'No common algorithm',
  COM015: 'No encrypted connection',
  COM016: 'Refused by WinRM',
});
