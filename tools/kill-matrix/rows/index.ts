import type { Row } from '../row';
import { dockerRow } from './docker';
import { fileRow } from './file';
import { nullRow } from './null';
import { coldQemuRow, qemuRow } from './qemu';

/** A builder that comes later is one more. */
export const rows: readonly Row[] = [nullRow, fileRow, dockerRow, qemuRow, coldQemuRow];
