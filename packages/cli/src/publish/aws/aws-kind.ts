import type { WrittenKind } from '../destination';
import { createAwsDestination } from './aws-destination';
import { openAwsKeeper } from './aws-keeper';
import { openAwsVersions } from './aws-versions';
import { readAwsSettings } from './settings';

/** AMIs in regions of AWS. */
export const awsKind: WrittenKind = {
  kind: 'aws',
  open: (written) => createAwsDestination(readAwsSettings(written)),
  openKeeper: openAwsKeeper,
  openVersions: openAwsVersions,
};
