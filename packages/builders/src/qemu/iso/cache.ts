import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { PartContext } from '@strata/sdk';
import type { QemuOptions } from '../schema';

/** Where downloads are kept: `PACKER_CACHE_DIR`, or the user's cache as Packer has it. */
export function getCacheFolder({
  ports,
  baseDirectory,
}: Pick<PartContext, 'ports' | 'baseDirectory'>): string {
  const { variables, home } = ports.environment;
  const given = variables['PACKER_CACHE_DIR'];
  if (given) return resolve(baseDirectory, given);
  return join(variables['XDG_CACHE_HOME'] || join(home, '.cache'), 'packer');
}

/** A download's place: by its checksum, or by its address when it may be anything. */
export function getCachePath(
  context: Pick<PartContext, 'ports' | 'baseDirectory'>,
  options: QemuOptions,
  url: string,
): string {
  const { iso_checksum: checksum, iso_target_path: given, iso_target_extension: extension } = options;
  if (given) return resolve(context.baseDirectory, given);
  const identity = checksum === undefined || checksum === 'none' ? url : checksum;
  const name = createHash('sha1').update(identity).digest('hex');
  return join(getCacheFolder(context), `${name}.${extension}`);
}
