import type { Artifact, PostProcessContext, PostProcessed } from '@strata/sdk';
import { createPostProcessContext, fillIn, type TestPorts } from '@strata/sdk/testing';
import { amazonImport } from '../post-processors/import/post-process';
import { type ImportOptions, importSchema } from '../post-processors/import/schema';
import { createDiskFiles, type DiskFiles } from './disk-files';
import { type OpenedFake, type OpenFakeOptions, openFake } from './open-fake';
import { createTestLedger, type TestLedger } from './test-ledger';

/** An `amazon-import` beside a fake cloud. */
export interface OpenedImport extends OpenedFake {
  readonly disks: DiskFiles;
  readonly ledger: TestLedger;
  readonly told: readonly string[];
  /** Imports the files, with these options and defaults for the rest. */
  run(files: readonly string[], given?: Readonly<Record<string, unknown>>): Promise<PostProcessed>;
}

export interface OpenImportOptions extends OpenFakeOptions {
  /** What it runs programs with, and where. @default none */
  readonly more?: (ports: TestPorts) => Partial<PostProcessContext>;
}

export async function openImport({ more, ...options }: OpenImportOptions = {}): Promise<OpenedImport> {
  const opened = await openFake(options);
  const disks = await createDiskFiles();
  const context = createPostProcessContext({ ports: opened.ports, ...more?.(opened.ports) });
  const ledger = createTestLedger(context);
  return {
    ...{ ...opened, disks, ledger },
    get told() {
      return [...context.reporter.said, ...context.reporter.warnings];
    },
    run: (files, given = {}) => {
      const artifact: Artifact = { builderId: 'packer.file', id: 'disk', files, description: '' };
      const filled = fillIn(importSchema, { format: 'raw', ...given }) as ImportOptions;
      return amazonImport.postProcess({ ...context, resources: ledger.resources }, artifact, filled);
    },
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]();
      await disks[Symbol.asyncDispose]();
    },
  };
}
