import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { FileSizes, Places } from '../application';
import { LARGEST_CONFIGURATION, LARGEST_PACKAGE } from '../limits';

const GIB = 2 ** 30;

/** What will be uploaded: there, not empty, not too large. */
export function checkFiles(sizes: FileSizes, at: Places): readonly Diagnostic[] {
  const files = [
    { what: 'package', size: sizes.package, most: LARGEST_PACKAGE },
    { what: 'configuration', size: sizes.configuration, most: LARGEST_CONFIGURATION },
  ] as const;
  return files.flatMap(({ what, size, most }) => {
    if (size === null) return [];
    const subject = at(what);
    const particulars = subject && { subject };
    if (size === undefined)
      return [
        problem('AZU107', {
          detail: `The ${what} is not there.`,
          hint: 'Package the application first: strata package-vm-app.',
          ...particulars,
        }),
      ];
    if (size === 0)
      return [
        problem('AZU107', {
          detail: `The ${what} is empty. Azure says of such a one: the blob referenced by source uri is empty.`,
          hint:
            what === 'configuration'
              ? 'Leave "configuration" out when there is none.'
              : 'See that what it is made from is there.',
          ...particulars,
        }),
      ];
    if (size <= most) return [];
    return [
      problem('AZU108', {
        detail: `The ${what} has ${size} bytes. The maximum blob size allowed is ${most / GIB} GB (${most} bytes).`,
        hint: 'Leave out what machines can fetch by themselves, or make two applications of it and give them an order.',
        ...particulars,
      }),
    ];
  });
}
