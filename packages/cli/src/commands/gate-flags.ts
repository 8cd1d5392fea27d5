import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { defineFlags, type Parsed } from '../flags';
import { GUEST_FIRMWARES, type GuestFirmware } from '../guest/firmware';

/** Flags of commands that publish: what is left out of the gate, and what it asks for beside. */
export const gateFlags = defineFlags({
  'without-tests': {
    kind: 'list',
    placeholder: 'IMAGE',
    doc: 'Publish the image of this name though its tests did not pass, or it has none.',
  },
  'without-scan': {
    kind: 'list',
    placeholder: 'IMAGE',
    doc: 'Publish the image of this name whatever its scan found, or without one.',
  },
  firmware: {
    kind: 'text',
    placeholder: GUEST_FIRMWARES.join('|'),
    allowed: GUEST_FIRMWARES,
    doc: 'What starts the image where it is going: its tests have to have run in a machine that this started.',
  },
});

/** What is left out of the gate, by the names of images. */
export interface Exceptions {
  readonly withoutTests: readonly string[];
  readonly withoutScan: readonly string[];
}

export function getExceptions({ flags }: Parsed<typeof gateFlags>): Exceptions {
  return { withoutTests: flags['without-tests'], withoutScan: flags['without-scan'] };
}

/** What tests have to have been started by: what the flag says, and what alone starts images where they are going. */
export function getFirmwares(
  { flags }: Parsed<typeof gateFlags>,
  destinations: readonly { readonly firmware?: GuestFirmware | undefined }[],
): readonly GuestFirmware[] {
  const wanted = [flags.firmware as GuestFirmware | undefined, ...destinations.map((each) => each.firmware)];
  return wanted.filter((each) => each !== undefined);
}

/** An exception for an image that is not published here would be a slip of the pen that nobody sees. */
export function assertOwn(names: readonly string[], { withoutTests, withoutScan }: Exceptions): void {
  const others = [
    ...withoutTests.map((image) => ['-without-tests', image] as const),
    ...withoutScan.map((image) => ['-without-scan', image] as const),
  ].filter(([, image]) => !names.includes(image));
  if (others.length === 0) return;
  const all = names.map((name) => `"${name}"`).join(', ');
  const are = names.length === 1 ? `the image that is to be published is ${all}` : `the images are ${all}`;
  throw new Failure(
    others.map(([flag, image]) =>
      problem('CLI033', {
        detail: `${flag} names "${image}", but ${are}.`,
        hint: `Name the image itself: ${flag}=${names[0]}`,
      }),
    ),
  );
}
