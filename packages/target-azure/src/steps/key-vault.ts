import { reveal } from '@strata/sdk';
import { createCertificateSecret } from '../machine/certificate';
import type { Certificate } from '../machine/virtual-machine-body';
import type { Work } from '../machine/work';
import { findResource, putResource, type Target, VERSIONS } from '../resources/generic';

/** Azure keeps a deleted vault so long at least. */
const RETENTION_DAYS = 7;

/**
 * Gives Windows the certificate of its WinRM by a key vault: Packer's StepCertificateInKeyVault and its deployment of a vault.
 * Undefined where nobody connects by WinRM, or the image sees to it.
 */
export async function provideCertificate(work: Work): Promise<Certificate | undefined> {
  const { context, names, options, system } = work;
  if (system !== 'Windows' || options.communicator !== 'winrm') return undefined;
  if (options.skip_create_build_key_vault || options.winrm_use_ssl === false) return undefined;
  const vault = await provideVault(work);
  const secret = await createCertificateSecret(names.machine, {
    now: context.ports.clock.now(),
    lasts: options.winrm_expiration_time,
  });
  const name = options.build_key_vault_secret_name || 'packerKeyVaultSecret';
  context.reporter.say(`Setting the certificate in the KeyVault ${vault.id} ...`);
  const target = { id: `${vault.id}/secrets/${name}`, version: VERSIONS.keyVault };
  const made = await put(
    work,
    target,
    { properties: { value: secret.reveal() } },
    'the certificate of WinRM',
  );
  const url = made.properties?.['secretUriWithVersion'] ?? made.properties?.['secretUri'];
  return { vaultId: vault.id, url: String(url ?? '') };
}

/** A vault that is there, or one of the build's own, which machines may take certificates from. */
async function provideVault(work: Work): Promise<Target> {
  const { ask, context, names, options, place, session, tags } = work;
  const name = options.build_key_vault_name || names.vault;
  const id = `/subscriptions/${session.subscription}/resourceGroups/${place.group}/providers/Microsoft.KeyVault/vaults/${name}`;
  const target = { id, version: VERSIONS.keyVault };
  if (options.build_key_vault_name) {
    const request = { action: 'Looking for the key vault', what: name };
    if (await findResource(ask, session.resources(), { target, request })) return target;
  }
  context.reporter.say(`Creating key vault ${name} ...`);
  const body = {
    location: place.location,
    tags: { ...tags },
    properties: {
      tenantId: reveal(options.tenant_id ?? '') || (await session.tenant()),
      sku: { family: 'A', name: options.build_key_vault_sku || 'standard' },
      // Secrets are written by the resource manager, and read by the machine's own: nobody else is let in.
      accessPolicies: [],
      enabledForDeployment: true,
      enabledForTemplateDeployment: true,
      softDeleteRetentionInDays: RETENTION_DAYS,
    },
  };
  await put(work, target, body, 'the key vault');
  return target;
}

async function put(
  work: Work,
  target: Target,
  body: Parameters<typeof putResource>[2]['body'],
  what: string,
) {
  const { ask, options, place, session } = work;
  const request = { action: `Making ${what}`, region: place.location };
  const within = options.polling_duration_timeout;
  return putResource(ask, session.resources(), { target, body, request, within });
}
