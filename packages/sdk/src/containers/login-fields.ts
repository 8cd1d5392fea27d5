import { problem } from '../codes';
import type { OptionRule, OptionsOf } from '../schema';
import { defineSchema } from '../schema';
import { where } from '../where';
import { ECR_FORM, parseEcrRegistry } from './ecr/registry';

const run = { affects: 'run' } as const;

const schema = defineSchema({
  options: {
    login: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Logs in to the registry first, for this use alone.',
    },
    login_server: { type: 'string', ...run, doc: 'The registry to log in to.' },
    login_username: { type: 'string', ...run, doc: 'User there.' },
    login_password: { type: 'string', ...run, secret: true, doc: 'Password there.' },
    ecr_login: {
      type: 'bool',
      ...run,
      default: false,
      doc: `Logs in to Amazon ECR by a password that AWS gives for twelve hours. Needs \`login_server\`: \`${ECR_FORM}\` or \`public.ecr.aws/ALIAS\`.`,
    },
    aws_access_key: {
      type: 'string',
      ...run,
      doc: 'Key for AWS; by itself what AWS’s own tools would take: environment, profile, single sign-on, the machine’s role.',
    },
    aws_secret_key: { type: 'string', ...run, secret: true, doc: 'The key’s secret.' },
    aws_token: { type: 'string', ...run, secret: true, doc: 'Session token of a temporary key.' },
    aws_profile: { type: 'string', ...run, doc: 'Profile of AWS’s settings to take the key from.' },
    aws_force_use_public_ecr: {
      type: 'bool',
      ...run,
      default: false,
      doc: 'Asks for a password of the public registry, whatever `login_server` is called.',
    },
  },
});

/** Packer's options of a login to a registry, for schemas of parts that log in. */
export const loginFields = schema.options;

export type LoginOptions = OptionsOf<typeof schema>;

const ecrNeedsServer: OptionRule = (options, at, write) => {
  const { ecr_login: isEcr, login_server: server, aws_force_use_public_ecr: isPublic } = options;
  if (isEcr !== true || (typeof server === 'string' && parseEcrRegistry(server, isPublic === true)))
    return [];
  const detail =
    typeof server === 'string'
      ? `"${server}" is no registry of ECR; it has the form ${ECR_FORM}.`
      : '`ecr_login` needs `login_server`.';
  const hint = `Write ${write('login_server', '"123456789012.dkr.ecr.eu-central-1.amazonaws.com"')}.`;
  return [
    problem('SDK006', { detail, hint, ...where(at(server === undefined ? 'ecr_login' : 'login_server')) }),
  ];
};

const keyIsWhole: OptionRule = (options, at) => {
  const { aws_access_key: key, aws_secret_key: secret } = options;
  if ((key === undefined) === (secret === undefined)) return [];
  const [given, other] =
    key === undefined ? ['aws_secret_key', 'aws_access_key'] : ['aws_access_key', 'aws_secret_key'];
  return [problem('SDK006', { detail: `\`${given}\` needs \`${other}\`.`, ...where(at(given)) })];
};

/** What holds between them, beside what each part says of `login`. */
export const loginRules: readonly OptionRule[] = [ecrNeedsServer, keyIsWhole];
