import { reveal, type Text } from '@strata/sdk';
import type { Work } from '../machine/work';

/** What templates read as `build.TenantID`: the template's own, or that of whoever asks. */
export async function findTenant({ options, session }: Work): Promise<Text> {
  const { tenant_id: given = '' } = options;
  return reveal(given) === '' ? session.tenant() : given;
}
