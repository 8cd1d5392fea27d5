import { readText } from '../../json';
import { refuseConflict } from '../../refusal';
import { foldId } from '../../routing/resource-id';
import { checkCompute } from '../../schema/type-data';
import type { ResourceType } from '../../types/resource-type';
import { diskVersions } from '../versions';

/** A key of a customer's, for disks and images. */
export const encryptionSet: ResourceType = {
  name: 'Microsoft.Compute/diskEncryptionSets',
  versions: diskVersions,
  tracked: true,
  check: checkCompute('DiskEncryptionSet'),
  checkPatch: checkCompute('DiskEncryptionSetUpdate'),
  mayDelete({ id, name }, { resources }) {
    const user = resources
      .ofType('Microsoft.Compute/disks')
      .find(
        ({ properties }) =>
          foldId(readText(properties, 'encryption.diskEncryptionSetId') ?? '') === foldId(id),
      );
    if (user)
      throw refuseConflict(
        'OperationNotAllowed',
        `The disk encryption set '${name}' is used by '${user.id}'.`,
      );
  },
};
