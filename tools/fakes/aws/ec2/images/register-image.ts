import type { RegisterImageRequest, RegisterImageResult } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse, refuseMissing } from '../../refusal';
import { readTagSpecifications } from '../../rules/tags';
import { addImage } from './add-image';
import { checkMappings } from './mappings';
import { checkDescription, checkName } from './name';
import { readMachineTraits } from './traits';

/** Makes an image of snapshots. There is no ClientToken: after a lost reply, the same name is a duplicate. */
export const registerImage: Action<RegisterImageRequest, RegisterImageResult> = (call) => {
  const { cloud, region, account, input } = call;
  const { Name: name = '', RootDeviceName: rootDeviceName } = input;
  const tags = readTagSpecifications(input.TagSpecifications, 'image');
  if (input.ImageLocation !== undefined || input.KernelId !== undefined || input.RamdiskId !== undefined)
    throw refuse(
      'UnsupportedOperation',
      'Images in S3, kernels and RAM disks of their own are not supported',
    );
  if (rootDeviceName === undefined) throw refuseMissing('rootDeviceName');
  const machine = readMachineTraits(input);
  checkDescription(input.Description);
  const mappings = checkMappings(call, input.BlockDeviceMappings ?? [], rootDeviceName);
  checkName(region, account, name);
  const traits = { ...machine, name, description: input.Description, rootDeviceName, mappings };
  const { id } = addImage(cloud, region, { owner: account, traits, tags, carriesSnapshots: false });
  return { ImageId: id };
};
