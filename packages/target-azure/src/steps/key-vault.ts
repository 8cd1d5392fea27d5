import { createPrivateKey } from 'node:crypto';
import { reveal } from '@strata/sdk';
import { createCertificateSecret } from '../machine/certificate';
import type { Certificate } from '../machine/virtual-machine-body';
import type { Work } from '../machine/work';
import { makesCertificate } from '../policy/build-needs';
import { findResource, putResource, type Target, VERSIONS } from '../resources/generic';
import { getKeyPath, type Login } from './login';
import { findTenant } from './tenant';

/** Azure keeps a deleted vault so long at least. */
const RETENTION_DAYS = 7;

const SECOND = 1_000;

/**
 * Gives Windows the certificate of its WinRM, or of the key that logs in by SSH, by a key vault: Packer's StepCertificateInKeyVault and its deployment of a vault.
 * Undefined where nobody connects by WinRM, or the image sees to it.
 */
export async function provideCertificate(work: Work, login: Login): Promise<Certificate | undefined> {
  const { context, names, options } = work;
  if (!makesCertificate(options)) return undefined;
  const isOfKey = options.communicator === 'ssh';
  const privateKey = isOfKey ? await readRsaKey(work, login) : undefined;
  if (isOfKey && privateKey === undefined) return undefined;
  const now = context.ports.clock.now();
  const vault = await provideVault(work);
  const lasts = options.winrm_expiration_time;
  const secret = await createCertificateSecret(names.machine, { now, lasts, privateKey });
  const name = options.build_key_vault_secret_name || 'packerKeyVaultSecret';
  context.reporter.say(`Setting the certificate in the KeyVault ${vault.id} ...`);
  const target = { id: `${vault.id}/secrets/${name}`, version: VERSIONS.keyVault };
  const made = await put(
    work,
    target,
    {
      properties: {
        value: secret.reveal(),
        ...(lasts && { attributes: { exp: Math.floor((now + lasts) / SECOND) } }),
      },
    },
    isOfKey ? 'the certificate of the SSH key' : 'the certificate of WinRM',
  );
  const url = made.properties?.['secretUriWithVersion'] ?? made.properties?.['secretUri'];
  return { vaultId: vault.id, url: String(url ?? ''), isOfWinrm: !isOfKey };
}

/** The key that logs in, for Windows, which scripts of the image read from its store of certificates. */
async function readRsaKey({ context, options }: Work, { key }: Login): Promise<string | undefined> {
  const file = options.ssh_private_key_file;
  const text = key
    ? key.privateKey.reveal()
    : file && (await context.ports.files.readText(getKeyPath(context, file)));
  try {
    const read = createPrivateKey(text ?? '');
    if (read.asymmetricKeyType === 'rsa') return String(read.export({ type: 'pkcs1', format: 'pem' }));
  } catch {
    // Said below, as of every key that is no RSA key in PEM.
  }
  context.reporter.say('Windows gets no certificate of the SSH key, which is none of RSA in PEM.');
  return undefined;
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
      tenantId: reveal(await findTenant(work)),
      sku: { family: 'A', name: (options.build_key_vault_sku || 'standard').toLowerCase() },
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
