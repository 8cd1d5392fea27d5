import { findCloudDestinations } from '../cloud-work/find-destinations';
import { findCloudWork, getCloud } from '../cloud-work/find-work';
import { EXIT } from '../context';
import { openTemplates } from '../open-templates';
import { withoutData } from '../validate-project';
import { defineCommand } from './command';
import { destinationFlag, getChoices, templateFlags } from './shared-flags';

const flags = { ...templateFlags, ...destinationFlag };

/** `strata iam-policy`: the policy of IAM that allows what builds and publications do in AWS, and no more. */
export const iamPolicy = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const {
      getBuildNeeds,
      getDataNeeds,
      getKeepNeeds,
      getPartition,
      getPolicy,
      getPublishNeeds,
      getVersionNeeds,
    } = await import('@strata/target-aws/preflight');
    const { aws: destinations } = await findCloudDestinations(context.ports.files, opened.workspace.root, {
      names: input.flags.to,
      clouds: ['aws'],
    });
    const needs = destinations.flatMap(({ destination, keep, promotions }) => {
      const channels = [...destination.channels, ...promotions];
      return [
        ...getPublishNeeds(destination),
        ...(keep ? getKeepNeeds({ ...destination, channels }) : []),
        ...(promotions.length > 0 ? getVersionNeeds(promotions) : []),
      ];
    });
    const regions: unknown[] = destinations.map(({ destination }) => destination.region);
    // Whoever asks for a policy has no permissions yet: nothing is asked of AWS.
    const run = withoutData(opened.session.run);
    for (const project of opened.templates) {
      const { work, diagnostics } = await findCloudWork(run, project, choices);
      opened.show(diagnostics);
      if (!work) return EXIT.failure;
      for (const { builder, options } of work.machines.filter(
        (one) => getCloud(one.builder.type) === 'aws',
      )) {
        needs.push(...getBuildNeeds(builder.type, options));
        regions.push(options['region']);
      }
      needs.push(...work.dataTypes.flatMap(getDataNeeds));
    }
    if (needs.length === 0) {
      context.err.write(
        'Nothing of this needs AWS: no builder or data source of Amazon, and no destination.\n',
      );
      return EXIT.success;
    }
    const named = regions.flatMap((region) => (typeof region === 'string' ? [region] : []));
    const policy = getPolicy(needs, getPartition(named));
    context.out.write(`${JSON.stringify(policy, undefined, 2)}\n`);
    return EXIT.success;
  },
});
