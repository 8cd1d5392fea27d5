import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Artifact, MachineFacts } from '@strata/sdk';
import { problem } from '../codes';
import type { MachineBuild } from '../machine/carry-out';
import { type ArtifactRecord, type RecordedFile, readArtifactRecord } from './artifact-record';
import { stampArtifactFile } from './stamp-artifact';

/** What an earlier build made, and what `build.*` holds of it. */
export interface FoundArtifact {
  readonly artifact: Artifact;
  readonly facts: MachineFacts;
}

/**
 * The artifact of the last build, when all its files are as they were. What is kept elsewhere, such as a container image,
 * is not looked for: who works on it will say.
 *
 * @throws Failure when there is none, or a file is missing or is another
 */
export async function findArtifact(build: MachineBuild): Promise<FoundArtifact> {
  const { plan, project, run } = build;
  const record = await readArtifactRecord(run, project, plan.id);
  if (!record) throw new Failure(getNothing(build));
  const problems: Diagnostic[] = [];
  for (const file of record.files) problems.push(...(await checkFile(build, file)));
  if (problems.length > 0) throw new Failure(problems);
  return { artifact: getArtifact(record), facts: { ...record.facts, PackerRunUUID: run.runId } };
}

function getArtifact({ builderId, id, description, names, files }: ArtifactRecord): Artifact {
  return { builderId, id, description, ...(names && { names }), files: files.map(({ name }) => name) };
}

function getNothing({ plan }: MachineBuild): Diagnostic {
  return problem('ENG017', {
    detail: `${plan.id} was not built yet in this workspace, so there is nothing that its post-processors could work on.`,
    subject: plan.range,
    hint: 'Build it once without -post-processors-only.',
  });
}

async function checkFile(
  { context, plan }: MachineBuild,
  { name, stamp }: RecordedFile,
): Promise<readonly Diagnostic[]> {
  const found = await stampArtifactFile(context, name);
  if (found === stamp) return [];
  const what = found === undefined ? 'is gone' : 'is not what it was';
  return [
    problem('ENG018', {
      detail: `${name} ${what} since ${plan.id} was built.`,
      subject: plan.range,
      hint:
        found === undefined
          ? 'Build it again. A post-processor removes what it was given unless keep_input_artifact = true.'
          : 'Build it again without -post-processors-only.',
    }),
  ];
}
