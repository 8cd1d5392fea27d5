import { refuse } from '../../refusal';
import type { Region } from '../../state/region';

const longestDescription = 255;

/** Refuses a name that cannot be, or that another image of the account in the region has. */
export function checkName(region: Region, account: string, name: string): void {
  if (!/^[A-Za-z0-9()[\] ./'@_-]{3,128}$/.test(name))
    throw refuse(
      'InvalidAMIName.Malformed',
      "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'",
    );
  const namesake = region.images.all().find((image) => image.owner === account && image.traits.name === name);
  if (namesake)
    throw refuse('InvalidAMIName.Duplicate', `AMI name ${name} is already in use by AMI ${namesake.id}`);
}

export function checkDescription(description: string | undefined): void {
  if (description !== undefined && description.length > longestDescription)
    throw refuse(
      'InvalidParameterValue',
      `Description is too long: at most ${longestDescription} characters are allowed`,
    );
}
