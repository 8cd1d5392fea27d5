import { Failure } from '@strata/diagnostics';
import { problem } from '../codes';
import { ask } from '../machine/ask';
import { hasFilters } from '../machine/filters';
import type { ImageOptions } from '../machine/image-options';
import { findOwnImages } from '../machine/own-images';
import type { Work } from '../machine/work';
import { checkAccounts } from './check-accounts';

type Options = ImageOptions & { readonly skip_create_ami?: boolean };

/** Finds out before anything is made whether it would be in vain: Packer's StepPreValidate. */
export async function prevalidate(work: Work<Options>): Promise<void> {
  const { context, options } = work;
  const { reporter } = context;
  checkAccounts(options);
  if (!options.skip_region_validation) await checkRegions(work);
  reporter.say('Prevalidating any provided VPC information');
  await checkVpc(work);
  const reason = getReasonToSkip(work);
  if (reason !== undefined) return reporter.say(reason);
  reporter.say(`Prevalidating AMI Name: ${options.ami_name}`);
  const [taken] = await findOwnImages(work, work.region, options.ami_name);
  if (!taken) return;
  throw new Failure(
    problem('AWS014', {
      detail: `Error: AMI Name: '${options.ami_name}' is used by an existing AMI: ${taken.ImageId}.`,
      hint: 'Put something new into ami_name, such as {{timestamp}}, or write force_deregister = true to replace the old one.',
    }),
  );
}

function getReasonToSkip({ context, options }: Work<Options>): string | undefined {
  if (context.force || options.force_deregister)
    return 'Force Deregister flag found, skipping prevalidating AMI Name';
  if (options.skip_save_build_region) return 'skip_build_region was set; not prevalidating AMI name';
  if (options.skip_create_ami) return 'skip_create_ami was set; not prevalidating AMI name';
  return undefined;
}

async function checkRegions(work: Work<Options>): Promise<void> {
  const { options, session } = work;
  const wanted = options.ami_regions ?? [];
  if (wanted.length === 0) return;
  const call = { action: 'DescribeRegions', what: 'ami_regions' };
  const { Regions = [] } = await ask(work, call, (o) => session.ec2(work.region).describeRegions({}, o));
  const known = Regions.flatMap(({ RegionName: name }) => name ?? []);
  const unknown = wanted.filter((region) => !known.includes(region));
  if (unknown.length === 0) return;
  throw new Failure(
    unknown.map((region) =>
      problem('AWS032', {
        detail: `\`ami_regions\` names "${region}", which is no region that this account has enabled: ${[...known].sort().join(', ')}.`,
        hint: 'Correct its name, or enable the region; skip_region_validation = true leaves this check out.',
      }),
    ),
  );
}

/** A VPC that is not the default one has no subnet that AWS would choose. */
async function checkVpc(work: Work<Options>): Promise<void> {
  const { options, session } = work;
  const { vpc_id: id } = options;
  if (!id || options.subnet_id || hasFilters(options.subnet_filter)) return;
  const call = { action: 'DescribeVpcs', what: `vpc_id ${id}` };
  const { Vpcs = [] } = await ask(work, call, (o) =>
    session.ec2(work.region).describeVpcs({ VpcIds: [id] }, o),
  );
  if (Vpcs[0]?.IsDefault !== false) return;
  throw new Failure(
    problem('AWS052', {
      detail: `\`vpc_id\` is ${id}, which is not the default VPC, so that AWS does not choose a subnet of it.`,
      hint: 'Write subnet_id, or look for one in subnet_filter.',
    }),
  );
}
