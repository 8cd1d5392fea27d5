import type {
  DisableImageDeregistrationProtectionRequest,
  DisableImageDeregistrationProtectionResult,
  EnableImageDeregistrationProtectionRequest,
  EnableImageDeregistrationProtectionResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { getOwnImage } from './access';
import type { ImageRecord } from './record';
import { showProtection } from './show';

const cooldownMilliseconds = 24 * 60 * 60_000;

export const enableImageDeregistrationProtection: Action<
  EnableImageDeregistrationProtectionRequest,
  EnableImageDeregistrationProtectionResult
> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  image.protection = { kind: call.input.WithCooldown ? 'enabled-with-cooldown' : 'enabled-without-cooldown' };
  return { Return: showProtection(image.protection) };
};

/** With a cooldown, an image is protected for a day after its protection was taken back. */
export const disableImageDeregistrationProtection: Action<
  DisableImageDeregistrationProtectionRequest,
  DisableImageDeregistrationProtectionResult
> = (call) => {
  const image = getOwnImage(call, call.input.ImageId ?? '');
  if (image.protection.kind === 'enabled-without-cooldown') image.protection = { kind: 'disabled' };
  if (image.protection.kind === 'enabled-with-cooldown')
    image.protection = { kind: 'cooling-down', until: new Date(call.now.getTime() + cooldownMilliseconds) };
  return { Return: showProtection(image.protection) };
};

/** Refuses as long as the image is protected. */
export function checkUnprotected({ id, protection }: ImageRecord, now: Date): void {
  const { kind } = protection;
  if (kind === 'disabled' || (kind === 'cooling-down' && protection.until <= now)) return;
  throw refuse(
    'OperationNotPermitted',
    `The AMI ${id} can't be deregistered because it is protected from deregistration (${showProtection(protection)}).`,
  );
}
