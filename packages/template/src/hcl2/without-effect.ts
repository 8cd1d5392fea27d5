import type { Diagnostic } from '@strata/diagnostics';
import type { Block } from '@strata/hcl';
import { problem } from '../codes';

const REASONS: Readonly<Record<string, string>> = {
  hcp_packer_registry: 'images are registered elsewhere',
  communicator: 'Packer never used it either; its options stand in the source',
  from: 'Packer never used it either; a source says what it starts from',
};

/** A block of Packer's that is read and means nothing here. */
export function getWithoutEffect({ type, headerRange }: Block): Diagnostic {
  const detail = `The block ${type} does nothing: ${REASONS[type]}.`;
  return problem('TPL043', { severity: 'warning', detail, subject: headerRange });
}
