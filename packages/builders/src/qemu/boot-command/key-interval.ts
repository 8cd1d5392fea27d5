import { type Environment, parseDuration } from '@strata/sdk';

/** Milliseconds between two events of a key when nobody says otherwise: Packer's default. */
const DEFAULT_INTERVAL = 100;

/** Milliseconds: `boot_key_interval` when it is above zero, else `PACKER_KEY_INTERVAL`, else 100. */
export function getKeyInterval(given: number | undefined, { variables }: Environment): number {
  if (given !== undefined && given > 0) return given;
  const asked = parseDuration(variables['PACKER_KEY_INTERVAL'] ?? '');
  return asked === undefined ? DEFAULT_INTERVAL : Math.max(0, asked);
}
