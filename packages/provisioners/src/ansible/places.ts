import type { ProvisionContext } from '@strata/sdk';
import type { PrivateFiles } from './private-files';

/** The folder of a layer's sandbox that is no part of the layer, and that every user may write to. */
const NOT_IN_LAYER = '/tmp';

/**
 * Where Ansible puts what it needs for a while, when nobody says otherwise; by its names for the environment. Here that
 * are files with everything a template filled in: an abort would leave them in the user's home. In a layer it would be
 * `~/.ansible`, which stays.
 */
export function getPlaces(
  { communicator }: Pick<ProvisionContext, 'communicator'>,
  { folder }: Pick<PrivateFiles, 'folder'>,
): Readonly<Record<string, string>> {
  return {
    ANSIBLE_LOCAL_TEMP: folder,
    ...(communicator.mountLayers && {
      ANSIBLE_REMOTE_TEMP: NOT_IN_LAYER,
      ANSIBLE_ASYNC_DIR: NOT_IN_LAYER,
    }),
  };
}
