import { defineCodes } from '@strata/diagnostics';

/**
 * Everything that can go wrong with layers. Numbers are grouped: 001 store, 020 tar, 030 images of other tools,
 * 050 namespace and sandbox, 070 apt and bases.
 */
export const problem = defineCodes({
  LAY001: 'Store of another version',
  LAY002: 'Not a layer store',
  LAY003: 'Store not writable',
  LAY004: 'Not enough disk space',
  LAY005: 'Disk full',
  LAY006: 'Layer damaged',
  LAY007: 'Layer missing',
  LAY008: 'Unreadable entry of the store',
  LAY009: 'Missing tool',
  LAY010: 'Tool failed',
  LAY011: 'Left-over not removed',
  LAY012: 'Layer refers outside itself',

  LAY020: 'Archive damaged',
  LAY021: 'Unsupported archive member',
  LAY022: 'Unsafe archive member',
  LAY023: 'Unknown archive format',

  LAY030: 'Not a container image',
  LAY031: 'Invalid image reference',
  LAY032: 'No image for this platform',
  LAY033: 'Wrong digest',
  LAY034: 'Registry refused',
  LAY035: 'Registry not reachable',
  LAY036: 'Image not found',
  LAY037: 'Image file not written',

  LAY050: 'Missing tool for namespaces',
  LAY051: 'No subordinate ids',
  LAY052: 'Subordinate ids not readable',
  LAY053: 'Ids not mapped',
  LAY054: 'User namespaces switched off',
  LAY055: 'Namespaces refused',
  LAY056: 'Overlay refused',
  LAY057: 'Fresh /proc refused',
  LAY060: 'Sandbox not opened',
  LAY061: 'Too many layers for one mount',
  LAY062: 'Mount inside the sandbox failed',
});
