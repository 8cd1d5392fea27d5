import { relative, resolve } from 'node:path';
import type { Artifact, MachineFacts } from '@strata/sdk';
import type { MachineBuild } from '../machine/carry-out';
import { type ArtifactRecord, type RecordedFile, writeArtifactRecord } from './artifact-record';
import { stampArtifactFile } from './stamp-artifact';

/** Keeps in mind what a build made, before any post-processor sees it. A note that cannot be made harms no build. */
export async function keepArtifact(
  build: MachineBuild,
  artifact: Artifact,
  facts: MachineFacts,
): Promise<void> {
  const { context, plan, project, reporter, run } = build;
  const { builderId, id, description, names } = artifact;
  try {
    const record: ArtifactRecord = {
      schema: 2,
      source: plan.source,
      builderId,
      id,
      description,
      ...(names && { names }),
      files: await getFiles(build, artifact),
      facts: getLasting(facts, plan.builder.facts),
    };
    await writeArtifactRecord(run, project, { build: plan.id, record });
  } catch (error) {
    context.signal.throwIfAborted();
    reporter.warn(`What was built cannot be noted for -post-processors-only: ${(error as Error).message}`);
  }
}

/** A file that is not there although the artifact names it is left out: nobody can work on it. */
async function getFiles({ context }: MachineBuild, { files }: Artifact): Promise<readonly RecordedFile[]> {
  const { baseDirectory } = context;
  const recorded: RecordedFile[] = [];
  for (const file of files) {
    const stamp = await stampArtifactFile(context, file);
    if (stamp !== undefined)
      recorded.push({ name: relative(baseDirectory, resolve(baseDirectory, file)), stamp });
  }
  return recorded;
}

/** The builder's own facts and the id: addresses, ports and keys were the machine's. */
function getLasting(facts: MachineFacts, own: readonly string[]): Readonly<Record<string, string>> {
  const lasting = ['ID', ...own].flatMap((name) => {
    const fact = facts[name];
    return typeof fact === 'string' ? [[name, fact] as const] : [];
  });
  return Object.fromEntries(lasting);
}
