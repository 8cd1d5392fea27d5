import type {
  DisableImageDeprecationRequest,
  DisableImageDeprecationResult,
  EnableImageDeprecationRequest,
  EnableImageDeprecationResult,
} from '@aws-sdk/client-ec2';
import type { Action } from '../../action';
import { refuse } from '../../refusal';
import { getOwnImage, isPublic } from './access';

const millisecondsInMinute = 60_000;
const longestYears = 10;
const longestYearsPublic = 2;

/** A date from which others do not see the image in lists any more. Seconds are rounded to the minute. */
export const enableImageDeprecation: Action<EnableImageDeprecationRequest, EnableImageDeprecationResult> = (
  call,
) => {
  const { input, now } = call;
  const image = getOwnImage(call, input.ImageId ?? '');
  const wanted = input.DeprecateAt ?? now;
  if (wanted <= now)
    throw refuse(
      'InvalidParameterValue',
      'The specified date is in the past. Specify a date that is in the future.',
    );
  const latest = isPublic(image) ? addYears(image.created, longestYearsPublic) : addYears(now, longestYears);
  if (wanted > latest)
    throw refuse(
      'InvalidParameterValue',
      `The specified date is after ${latest.toISOString()}, the latest that is allowed.`,
    );
  image.deprecationTime = new Date(
    Math.round(wanted.getTime() / millisecondsInMinute) * millisecondsInMinute,
  );
  return { Return: true };
};

function addYears(date: Date, years: number): Date {
  const later = new Date(date);
  later.setUTCFullYear(later.getUTCFullYear() + years);
  return later;
}

export const disableImageDeprecation: Action<
  DisableImageDeprecationRequest,
  DisableImageDeprecationResult
> = (call) => {
  delete getOwnImage(call, call.input.ImageId ?? '').deprecationTime;
  return { Return: true };
};
