import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Diagnostic, Failure } from '@strata/diagnostics';
import { checkFiles, type VmApplication } from '@strata/target-azure/vm-applications';
import { completeApplication } from '../commands/complete';
import type { Definition } from '../definition/definition';
import type { PackContext, Packed } from './context';
import { findSource, sourceMissing, type Wanted } from './find-source';
import { packDebs } from './pack-debs';
import { packFiles } from './pack-files';
import { formatReceipt, getFolder, makeKey, type PackageReceipt, RECEIPT_FILE } from './receipt';

/**
 * Makes the package of an application, with its configuration and a receipt, in `dist/vm-app` of its folder. What was
 * there before is replaced in one move; the same sources give the same bytes, and a receipt without a time or a path.
 *
 * @throws Failure CLI062 with what is missing, AZU107 and AZU108 for what Azure would not take, and what apt says
 */
export async function packageApplication(
  context: PackContext,
  definition: Definition,
): Promise<PackageReceipt> {
  const application = completeApplication(definition);
  const packed = await pack(context, definition);
  const configuration = await findConfiguration(context, definition);
  await assertSizes(definition, packed.path, configuration);
  const folder = getFolder(definition.directory);
  const temporary = `${folder}.${process.pid}`;
  await mkdir(temporary, { recursive: true });
  try {
    const receipt = await fill(temporary, { application, packed, configuration });
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
    return receipt;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function pack(context: PackContext, definition: Definition): Promise<Packed> {
  const source = definition.package;
  switch (source.kind) {
    case 'files':
      return packFiles(context, definition, source);
    case 'debs':
      return packDebs(context, definition, source);
    case 'archive':
    case 'installer':
      return takeAsItIs(context, definition, { ...source, from: source.file, setting: 'package' });
  }
}

/** What others made stays as they made it. */
async function takeAsItIs(context: PackContext, definition: Definition, wanted: Wanted): Promise<Packed> {
  const path = await findSource(context, definition, wanted);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Failure(sourceMissing(definition, wanted));
  return { path, contentDigest: await digestFile(path) };
}

async function findConfiguration(context: PackContext, definition: Definition): Promise<string | undefined> {
  if (definition.configuration === undefined) return undefined;
  const wanted = { from: definition.configuration, setting: 'configuration' };
  const path = await findSource(context, definition, wanted);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return path;
  throw new Failure(sourceMissing(definition, wanted));
}

async function assertSizes(
  { at }: Definition,
  packed: string,
  configuration: string | undefined,
): Promise<void> {
  const sizes = {
    package: (await stat(packed)).size,
    configuration: configuration === undefined ? null : (await stat(configuration)).size,
  };
  const problems: readonly Diagnostic[] = checkFiles(sizes, at);
  if (problems.length > 0) throw new Failure(problems);
}

interface Filling {
  readonly application: VmApplication;
  readonly packed: Packed;
  readonly configuration: string | undefined;
}

async function fill(
  folder: string,
  { application, packed, configuration }: Filling,
): Promise<PackageReceipt> {
  const { packageFile, configurationFile } = application;
  const main = await bring(packed.path, join(folder, packageFile));
  const settings =
    configuration === undefined ? undefined : await bring(configuration, join(folder, configurationFile));
  const { contentDigest, packages } = packed;
  const receipt: PackageReceipt = {
    schema: 1,
    key: makeKey(application, contentDigest, settings?.sha256),
    application,
    package: { ...main, contentDigest },
    ...(settings && { configuration: settings }),
    ...(packages && { packages }),
  };
  await writeFile(join(folder, RECEIPT_FILE), formatReceipt(receipt));
  return receipt;
}

async function bring(
  source: string,
  target: string,
): Promise<{ readonly sha256: string; readonly size: number }> {
  await copyFile(source, target);
  return { sha256: await digestFile(target), size: (await stat(target)).size };
}

async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
