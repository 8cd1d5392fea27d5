import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '@strata/diagnostics';
import { type Artifact, fillPlaceholders, type PostProcessContext, type PostProcessor } from '@strata/sdk';
import { countBytes, createActivities } from '@strata/sdk/progress';
import type { ArtifactFile } from '../artifact-files';
import { problem } from '../codes';
import { gzip } from '../compress/gzip';
import type { OpenFile } from '../compress/source';
import { createTar } from '../compress/tar';
import { getArchitecture } from './architecture';
import { getMembers } from './members';
import { getOverride } from './override';
import { providers, providersByBuilder } from './providers';
import { type VagrantOptions, vagrantSchema } from './schema';

export const vagrant: PostProcessor<typeof vagrantSchema> = {
  async postProcess(context, artifact, options) {
    const { buildName, reporter } = context;
    const provider = getProvider(artifact, options);
    const chosen: VagrantOptions = { ...options, ...getOverride(options.override, provider) };
    const architecture = chosen.architecture ?? getArchitecture();
    const values = {
      ArtifactId: artifact.id,
      BuildName: buildName,
      Provider: provider,
      Architecture: architecture,
    };
    // As in Packer, an empty name is none.
    const output = fillPlaceholders(chosen.output || vagrantSchema.options.output.default, values);
    reporter.say(`Creating Vagrant box for '${provider}' provider`);
    const members = await getMembers(context, { artifact, options: chosen, values, architecture });
    const path = resolve(context.baseDirectory, output);
    await write(context, members, { path, level: chosen.compression_level });
    return {
      artifact: {
        builderId: 'mitchellh.post-processor.vagrant',
        id: provider,
        files: [output],
        description: `'${provider}' provider box: ${output}`,
      },
      input: 'discard',
    };
  },
};

function getProvider({ builderId }: Artifact, { provider_override: given }: VagrantOptions): string {
  const provider = given ?? providersByBuilder[builderId];
  if (provider !== undefined) return provider;
  throw new Failure(
    problem('PPR050', {
      detail: `Unknown artifact type, can't build box: ${builderId}. Boxes are made of what ${Object.keys(providersByBuilder).join(', ')} leaves.`,
      hint: `Set provider_override for files that come from elsewhere: ${providers.join(', ')}.`,
    }),
  );
}

/** Leaves a whole box or none. */
async function write(
  { ports, reporter, signal }: PostProcessContext,
  members: readonly ArtifactFile[],
  { path, level }: { readonly path: string; readonly level: number },
): Promise<void> {
  if (members.some((member) => member.path === path))
    throw new Failure(
      problem('PPR050', {
        detail: `${path} goes into the box, which would be written over it.`,
        hint: 'Choose another output.',
      }),
    );
  const total = members.reduce((sum, { size }) => sum + size, 0);
  using activity = createActivities(reporter, ports.clock)({ label: 'compressing', unit: 'bytes', total });
  const open: OpenFile = (file) =>
    countBytes(ports.files.stream(file.path) as AsyncIterable<Buffer>, activity);
  const tar = createTar(members, open);
  try {
    await pipeline(level === 0 ? tar : gzip(tar, level < 0 ? undefined : level), ports.files.sink(path), {
      signal,
    });
  } catch (error) {
    await ports.files.remove(path);
    throw error;
  }
}
