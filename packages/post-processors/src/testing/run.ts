import { type Diagnostic, Failure } from '@strata/diagnostics';
import type { Artifact, PostProcessContext, PostProcessed } from '@strata/sdk';
import { createHttp } from '@strata/sdk/node';
import { createPostProcessContext, createTestPorts } from '@strata/sdk/testing';

export const artifact: Artifact = {
  builderId: 'packer.file',
  id: 'ami-1',
  files: ['out/disk.raw'],
  description: '',
};

/** How a post-processor ended that may speak to real servers; no pause takes time. */
export interface Ended {
  readonly result?: PostProcessed;
  readonly problems: readonly Diagnostic[];
  readonly said: readonly string[];
  /** Milliseconds of each pause. */
  readonly pauses: readonly number[];
}

/** A post-processor, by the options that it takes. */
interface Part<O> {
  postProcess(context: PostProcessContext, artifact: Artifact, options: O): Promise<PostProcessed>;
}

export async function run<O>(part: Part<O>, options: O, signal?: AbortSignal): Promise<Ended> {
  const ports = { ...createTestPorts(), http: createHttp() };
  const context = createPostProcessContext({
    ports,
    buildName: 'golden',
    builderType: 'file',
    ...(signal && { signal }),
  });
  const ended = await part.postProcess(context, artifact, options).then(
    (result) => ({ result, problems: [] }),
    (error: unknown) => {
      if (error instanceof Failure) return { problems: error.diagnostics };
      throw error;
    },
  );
  return { ...ended, said: context.reporter.said, pauses: ports.clock.sleeps };
}

/** The one problem, in short. */
export function tellProblem({ problems }: Ended): string {
  return problems.map(({ code, detail, hint }) => `${code} ${detail} ${hint ?? ''}`).join('\n');
}
