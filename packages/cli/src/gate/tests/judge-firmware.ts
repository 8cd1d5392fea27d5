import type { Diagnostic } from '@strata/diagnostics';
import { problem } from '../../codes';
import type { GuestFirmware } from '../../guest/firmware';
import type { GateView } from '../subject';
import { describeRun, type TestsView } from './judge-tests';

/** What a machine has to have been started by, to show that a firmware starts the image. Secure Boot is UEFI, and more. */
const shownBy: Readonly<Record<GuestFirmware, readonly string[]>> = {
  bios: ['bios'],
  uefi: ['uefi', 'secure-boot'],
  'secure-boot': ['secure-boot'],
};

/** Holds what started the machine of the tests against what starts the image where it is published. Pure. */
export function judgeFirmware(
  view: GateView,
  { firmwares, verdicts }: Pick<TestsView, 'firmwares' | 'verdicts'>,
): readonly Diagnostic[] {
  const tested = verdicts.machine?.machine?.firmware;
  return [...new Set(firmwares)]
    .filter((firmware) => tested === undefined || !shownBy[firmware].includes(tested))
    .map((firmware) =>
      problem('CLI050', {
        detail: `${view.image} has to have been tested in a machine that ${firmware} starts, and was in one that ${tested ?? 'nobody noted what'} starts.`,
        hint: `Test it so: ${describeRun(view, firmware)}.`,
      }),
    );
}
