import type { DescribeImageAttributeRequest, ImageAttribute } from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuseValue } from '../../refusal';
import { getOwnImage } from './access';
import type { ImageRecord } from './record';
import { showProtection } from './show';

type Reader = (image: ImageRecord) => ImageAttribute;

const readers: Readonly<Record<string, Reader>> = {
  description: ({ traits }) => ({ Description: { Value: traits.description } }),
  launchPermission: ({ launchPermissions }) => ({ LaunchPermissions: [...launchPermissions] }),
  blockDeviceMapping: ({ traits }) => ({ BlockDeviceMappings: [...traits.mappings] }),
  bootMode: ({ traits }) => ({ BootMode: { Value: traits.bootMode } }),
  tpmSupport: ({ traits }) => ({ TpmSupport: { Value: traits.tpmSupport } }),
  uefiData: ({ traits }) => ({ UefiData: { Value: traits.uefiData } }),
  imdsSupport: ({ traits }) => ({ ImdsSupport: { Value: traits.imdsSupport } }),
  sriovNetSupport: ({ traits }) => ({ SriovNetSupport: { Value: traits.sriovNetSupport } }),
  deregistrationProtection: ({ protection }) => ({
    DeregistrationProtection: { Value: showProtection(protection) },
  }),
  productCodes: () => ({ ProductCodes: [] }),
  lastLaunchedTime: () => ({}),
};

export const describeImageAttribute: Action<DescribeImageAttributeRequest, ImageAttribute> = (call) => {
  const { ImageId = '', Attribute = '' } = call.input;
  const image = getOwnImage(call, ImageId);
  const read = Object.hasOwn(readers, Attribute) ? readers[Attribute] : undefined;
  if (!read) throw refuseValue('attribute', Attribute, `Expected one of ${Object.keys(readers).join(', ')}.`);
  return { ImageId, ...read(image) };
};
