import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from '@strata/diagnostics';
import type { Files } from '@strata/sdk';
import type { VmApplication } from '@strata/target-azure/vm-applications';
import { problem } from '../../codes';

export const RECEIPT_FILE = 'receipt.json';

/** A file of a package. */
export interface PackedFile {
  /** In hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** What a package is. Nothing in it tells when or where it was made. */
export interface PackageReceipt {
  readonly schema: 1;
  /** `sha256:…` of all that decides what machines get and do. */
  readonly key: string;
  readonly application: VmApplication;
  /** `contentDigest`, in hex, is that before compression. */
  readonly package: PackedFile & { readonly contentDigest: string };
  readonly configuration?: PackedFile;
  /** Version by name, of packages of a distribution. */
  readonly packages?: Readonly<Record<string, string>>;
}

/** Where the package of an application lies. */
export function getFolder(directory: string): string {
  return join(directory, 'dist/vm-app');
}

/** The content key of a package. A description is for people, and no part of it. */
export function makeKey(
  application: VmApplication,
  contentDigest: string,
  configuration: string | undefined,
): string {
  const { name, version, os, commands, packageFile, configurationFile, afterReboot } = application;
  const { install, update = null, remove } = commands;
  const parts = [1, name, version, os, install, update, remove, packageFile, configurationFile, afterReboot];
  const text = JSON.stringify([...parts, contentDigest, configuration ?? null]);
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

export function formatReceipt(receipt: PackageReceipt): string {
  return `${JSON.stringify(receipt, undefined, 2)}\n`;
}

/**
 * The receipt of an application's package.
 *
 * @throws Failure CLI063 when there is none that can be read, or its package is not there
 */
export function readPackageReceipt(
  files: Pick<Files, 'stat' | 'readText'>,
  directory: string,
): Promise<PackageReceipt> {
  return readReceiptIn(files, getFolder(directory));
}

/** The same of a package that was put elsewhere. */
export async function readReceiptIn(
  files: Pick<Files, 'stat' | 'readText'>,
  folder: string,
): Promise<PackageReceipt> {
  const receipt = await read(files, join(folder, RECEIPT_FILE));
  const found = receipt && (await files.stat(join(folder, receipt.application.packageFile)));
  if (receipt && found?.size === receipt.package.size) return receipt;
  throw new Failure(
    problem('CLI063', {
      detail: receipt
        ? `The package that the receipt in ${folder} names is not there, or is not whole.`
        : `The application was not packaged yet: ${folder} has no receipt that can be read.`,
      hint: 'Package it first: nx run NAME:package-vm-app, or strata package-vm-app.',
    }),
  );
}

async function read(
  files: Pick<Files, 'stat' | 'readText'>,
  path: string,
): Promise<PackageReceipt | undefined> {
  if (!(await files.stat(path))) return undefined;
  try {
    const found = JSON.parse(await files.readText(path)) as Partial<PackageReceipt>;
    return found.schema === 1 && found.application && found.package && typeof found.key === 'string'
      ? (found as PackageReceipt)
      : undefined;
  } catch {
    return undefined;
  }
}
