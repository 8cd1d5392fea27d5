import type { ModifyImageAttributeRequest, ResetImageAttributeRequest } from '@aws-sdk/client-ec2';
import type { Action, Call } from '../../action';
import { refuse, refuseMissing, refuseValue } from '../../refusal';
import { getOwnImage } from './access';
import { changeLaunchPermissions } from './launch-permissions';
import { checkDescription } from './name';
import type { ImageRecord } from './record';

type Attribute = 'launchPermission' | 'description' | 'imdsSupport';

/** Changes one attribute. Two in one request are refused, as AWS does. */
export const modifyImageAttribute: Action<ModifyImageAttributeRequest, object> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  const [attribute, another] = findAttributes(call.input);
  if (attribute === undefined) throw refuseMissing('Attribute');
  if (another !== undefined)
    throw refuse(
      'InvalidParameterCombination',
      'Modifying more than one attribute of an image at once is not supported',
    );
  changes[attribute](call, image);
  return {};
};

function findAttributes(input: ModifyImageAttributeRequest): readonly Attribute[] {
  const named = input.Attribute === undefined ? [] : [checkAttribute(input.Attribute)];
  const found: Attribute[] = [
    ...named,
    ...(input.LaunchPermission ? (['launchPermission'] as const) : []),
    ...(input.Description ? (['description'] as const) : []),
    ...(input.ImdsSupport ? (['imdsSupport'] as const) : []),
  ];
  return [...new Set(found)];
}

function checkAttribute(name: string): Attribute {
  if (name !== 'launchPermission' && name !== 'description' && name !== 'imdsSupport')
    throw refuseValue('attribute', name, 'Expected one of description, imdsSupport, launchPermission.');
  return name;
}

const changes: Readonly<
  Record<Attribute, (call: Call<ModifyImageAttributeRequest>, image: ImageRecord) => void>
> = {
  launchPermission: changeLaunchPermissions,
  description({ input }, image) {
    const description = input.Description?.Value ?? input.Value;
    checkDescription(description);
    image.traits = { ...image.traits, description };
  },
  imdsSupport({ input }, image) {
    const value = input.ImdsSupport?.Value ?? input.Value;
    if (value !== 'v2.0') throw refuseValue('imdsSupport', value, "Expected 'v2.0', which cannot be undone.");
    image.traits = { ...image.traits, imdsSupport: value };
  },
};

export const resetImageAttribute: Action<ResetImageAttributeRequest, object> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  if (call.input.Attribute !== 'launchPermission')
    throw refuseValue('attribute', call.input.Attribute, 'Expected launchPermission.');
  image.launchPermissions = [];
  return {};
};
