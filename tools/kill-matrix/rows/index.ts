import type { CallRow } from '../calls/call-row';
import type { Row } from '../row';
import { awsRow, awsSpotRow } from './aws';
import { awsPublishRow } from './aws-publish';
import { azureRow, azureVhdRow } from './azure';
import { azurePublishRow } from './azure-publish';
import { azureVmAppRow } from './azure-vm-app';
import { dockerRow } from './docker';
import { fileRow } from './file';
import { nullRow } from './null';
import { coldQemuRow, qemuRow } from './qemu';

/** A builder that comes later is one more. */
export const rows: readonly Row[] = [nullRow, fileRow, dockerRow, qemuRow, coldQemuRow];

/** Those that are killed at their calls to a cloud. */
export const callRows: readonly CallRow[] = [
  ...[awsRow, awsSpotRow, awsPublishRow],
  ...[azureRow, azureVhdRow, azurePublishRow, azureVmAppRow],
];
