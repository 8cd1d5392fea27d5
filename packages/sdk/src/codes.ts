import { defineCodes } from '@strata/diagnostics';

/** Problems of the outside world and of options that several parts have, whichever part met them. */
export const problem = defineCodes({
  SDK001: 'Program not found',
  SDK002: 'Program could not be started',
  SDK003: 'Request failed',
  SDK004: 'Local file not found',
  SDK005: 'Conflicting options',
  SDK006: 'Missing option',
  SDK007: 'Invalid environment variable',
  SDK008: 'Unknown placeholder',
  SDK009: 'Invalid option',
  SDK010: 'Local script failed',
  SDK011: 'No container engine',
  SDK012: 'Container engine failed',
  SDK013: 'No credentials for AWS',
  SDK014: 'No password for ECR',
});
