import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../codes';

/** A message of the service, and what it means for who reads it. */
interface Translation {
  readonly pattern: RegExp;
  readonly code: Parameters<typeof problem>[0];
  readonly hint: string;
}

/**
 * What the service says of applications, in the order in which it is looked for. Source: Microsoft, "VM Applications",
 * the table of error messages; two of its texts still name limits of before (1 GB, 5 applications).
 */
const translations: readonly Translation[] = [
  {
    pattern: /was deprecated at/i,
    code: 'AZU106',
    hint: 'Name a newer version, or "latest" in place of one.',
  },
  {
    pattern: /supports OS|while current OSDisk's OS/i,
    code: 'AZU112',
    hint: 'Assign the application for the system that the machine runs.',
  },
  {
    pattern: /maximum number of VM applications/i,
    code: 'AZU110',
    hint: 'Put several applications into one package, or into the image.',
  },
  {
    pattern: /more than one VM Application was specified with the same packageReferenceId/i,
    code: 'AZU111',
    hint: 'Leave all but one out of the profile.',
  },
  {
    pattern: /marked for deletion|being deleted/i,
    code: 'AZU114',
    hint: 'Wait until Azure has deleted it, then publish again.',
  },
  {
    pattern: /subscription not authorized|does not have access to|not authorized to access this image/i,
    code: 'AZU117',
    hint: 'Share the gallery with this subscription, or give the caller the role Compute Gallery Artifacts Publisher.',
  },
  {
    pattern: /is not available in .* region/i,
    code: 'AZU104',
    hint: 'Add the region to "publish.regions" and publish again: the regions of a version may be changed.',
  },
  {
    pattern: /SAS is not valid|cannot be accessed due to|is not a valid SAS|blob .* is not readable/i,
    code: 'AZU116',
    hint: 'The storage account must let this caller sign links and let Azure read them: see that no firewall of the account and no policy against shared keys is in the way.',
  },
  {
    pattern: /referenced by source uri .* doesn't exist|blob does not exist|BlobNotFound/i,
    code: 'AZU107',
    hint: 'Publish again: what is not there is uploaded.',
  },
  {
    pattern: /referenced by source uri .* is empty/i,
    code: 'AZU107',
    hint: 'Package the application again: strata package-vm-app.',
  },
  {
    pattern: /is too big|maximum blob size/i,
    code: 'AZU108',
    hint: 'Leave out what machines can fetch by themselves, or make two applications of it.',
  },
  {
    pattern: /blob type is not supported/i,
    code: 'AZU116',
    hint: 'Delete the blob and publish again: block blobs are what is uploaded here.',
  },
  {
    pattern: /replicaCount' is out of range/i,
    code: 'AZU105',
    hint: 'One to three copies a region.',
  },
  {
    pattern: /changing property/i,
    code: 'AZU113',
    hint: 'Raise "version": what is published stays as it is.',
  },
  {
    pattern: /application version name is invalid|Major\(int32\)/i,
    code: 'AZU101',
    hint: 'Write three numbers: "1.0.0".',
  },
  {
    pattern: /duplicate regions|must contain .*(?:source|gallery).* (?:region|location)|target regions/i,
    code: 'AZU104',
    hint: "Name each region once, and the gallery's own among them.",
  },
  {
    pattern: /storage account in the arguments doesn't exist|platform image .* is not available/i,
    code: 'AZU118',
    hint: 'Publish the version first, or correct the id in the profile.',
  },
];

/** What a message of the service about an application means; undefined for one that is not about applications. */
export function explainApplicationError(message: string): Diagnostic | undefined {
  const found = translations.find(({ pattern }) => pattern.test(message));
  return found && problem(found.code, { detail: `Azure says: ${hideSignature(message)}`, hint: found.hint });
}

/** A link with its signature opens the package to whoever reads the message. */
export function hideSignature(text: string): string {
  return text.replaceAll(/\?[^\s'")]*\bsig=[^\s'")]*/g, '?…');
}
