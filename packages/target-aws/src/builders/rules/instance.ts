import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../../codes';
import { excludes, getBlock, isGiven, isOld, type Options, takes } from './rule';
import { isSpot } from './spot';

/** Instance types that save up for bursts. */
const BURSTABLE = /^t(?:2|3a?|4g)\./u;

/** Whether a machine of this type is paid by credits. */
export function isBurstable(type: unknown): boolean {
  return typeof type === 'string' && BURSTABLE.test(type);
}

const oneType: OptionRule = (options, at, write) => {
  if (isGiven(options['instance_type']) || isGiven(options['spot_instance_types'])) return [];
  return [
    problem('AWS030', {
      detail:
        'Nothing says what kind of machine it is: neither `instance_type` nor `spot_instance_types` is given.',
      hint: `Write ${write('instance_type', '"t3.small"')}.`,
      ...where(at()),
    }),
  ];
};

const fallbacks: OptionRule = (options, at) => {
  if (!isGiven(options['fallback_instance_types']) || !isSpot(options)) return [];
  const detail =
    '`fallback_instance_types` are not asked for with `spot_price`: the fleet chooses among types itself.';
  const hint = 'Put all of them into spot_instance_types, in place of instance_type.';
  return [problem('AWS031', { detail, hint, ...where(at('fallback_instance_types')) })];
};

const credits: OptionRule = (options, at) => {
  const option = ['enable_unlimited_credits', 'enable_t2_unlimited'].find((name) => options[name] === true);
  const type = options['instance_type'];
  if (option === undefined) return [];
  if (!isBurstable(type))
    return [
      problem('AWS031', {
        detail: `\`${option}\` is for machines that have credits (t2, t3, t3a, t4g); \`instance_type\` is "${type ?? ''}".`,
        hint: 'Take it out, or choose such a type.',
        ...where(at(option)),
      }),
    ];
  if (!isSpot(options) || !String(type).startsWith('t2.')) return [];
  const detail = `\`${option}\` does not go with \`spot_price\` for ${type}.`;
  return [problem('AWS031', { detail, hint: 'Choose a t3, or take one out.', ...where(at(option)) })];
};

const enclave: OptionRule = (options, at) => {
  if (options['enable_nitro_enclave'] !== true) return [];
  const type = String(options['instance_type'] ?? '');
  const reasons = [
    ...(isSpot(options) ? ['a machine with `spot_price` cannot have enclaves'] : []),
    ...(type.startsWith('t') ? [`machines of type ${type} cannot have enclaves`] : []),
  ];
  return reasons.map((reason) =>
    problem('AWS031', {
      detail: `\`enable_nitro_enclave\` is true, but ${reason}.`,
      hint: 'Take it out, or choose another machine: c6i.xlarge has them.',
      ...where(at('enable_nitro_enclave')),
    }),
  );
};

const TARGETS = ['capacity_reservation_id', 'capacity_reservation_group_arn'];

const reservation: OptionRule = (options, at) => {
  const target = TARGETS.find((name) => isGiven(options[name]));
  if (target === undefined || !isGiven(options['capacity_reservation_preference'])) return [];
  const detail = `\`${target}\` names the capacity to use; \`capacity_reservation_preference\` would choose it.`;
  const hint = 'Take one of them out.';
  return [problem('AWS031', { detail, hint, ...where(at('capacity_reservation_preference')) })];
};

const TENANCIES = ['default', 'dedicated', 'host'];

const placement: OptionRule = (options, at, write) => {
  const inner = getBlock(options, 'placement');
  const problems = [];
  const tenancy = inner['tenancy'] || options['tenancy'];
  if (isGiven(inner['tenancy']) && isGiven(options['tenancy']))
    problems.push(
      problem('AWS031', {
        detail: '`tenancy` stands in `placement` and beside it.',
        hint: 'Keep the one in placement.',
        ...where(at('tenancy')),
      }),
    );
  if (isGiven(tenancy) && !TENANCIES.includes(String(tenancy)))
    problems.push(
      problem('AWS032', {
        detail: `\`tenancy\` is "${tenancy}"; allowed are ${TENANCIES.map((one) => `"${one}"`).join(', ')}.`,
        hint: `Write ${write('tenancy', '"dedicated"')}, or take it out.`,
        ...where(at(isGiven(options['tenancy']) ? 'tenancy' : 'placement')),
      }),
    );
  return [...problems, ...checkHost(inner, at)];
};

function checkHost(inner: Options, at: Parameters<OptionRule>[1]) {
  const given = ['host_id', 'host_resource_group_arn'].filter((name) => isGiven(inner[name]));
  const [first] = given;
  const subject = where(at('placement'));
  const hint = 'Take one of them out.';
  const detail = '`host_id` and `host_resource_group_arn` both say which host the machine runs on.';
  const both = given.length > 1 ? [problem('AWS031', { detail, hint, ...subject })] : [];
  if (first === undefined || !isGiven(inner['tenancy']) || inner['tenancy'] === 'host') return both;
  return [
    ...both,
    problem('AWS031', {
      detail: `\`${first}\` names a host, but \`tenancy\` is "${inner['tenancy']}".`,
      hint: 'Let tenancy be "host", or take it out.',
      ...subject,
    }),
  ];
}

/** What holds between the options of a machine. Source: Packer's documentation, "Amazon EBS: Run Configuration". */
export const instanceRules: readonly OptionRule[] = [
  oneType,
  excludes(
    'instance_type',
    'spot_instance_types',
    '`instance_type` and `spot_instance_types` both say what kind of machine it is.',
  ),
  fallbacks,
  credits,
  enclave,
  excludes(
    'capacity_reservation_id',
    'capacity_reservation_group_arn',
    '`capacity_reservation_id` and `capacity_reservation_group_arn` both name the capacity to use.',
  ),
  reservation,
  takes('capacity_reservation_preference', ['none', 'open']),
  placement,
  takes('shutdown_behavior', ['stop', 'terminate']),
  isOld('enable_t2_unlimited', '`enable_t2_unlimited` is called `enable_unlimited_credits` now.'),
];
