import { type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

type Block = Readonly<Record<string, unknown>>;

/** Bounds of `DurationSeconds`. Source: AWS STS API reference, AssumeRole. */
const SHORTEST_SECONDS = 900;
const LONGEST_SECONDS = 43_200;

/** Source: AWS STS API reference, AssumeRole, RoleArn and RoleSessionName. */
const ROLE = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

function forRole(check: (role: Block) => readonly (readonly [detail: string, hint: string])[]): OptionRule {
  return ({ assume_role: role }, at) =>
    (role === undefined ? [] : check(role as Block)).map(([detail, hint]) =>
      problem('AWS032', { detail, hint, ...where(at('assume_role')) }),
    );
}

const roleArn = forRole(({ role_arn: arn }) =>
  typeof arn !== 'string' || arn === '' || ROLE.test(arn)
    ? []
    : [
        [
          `role_arn of assume_role is "${arn}", which is no role.`,
          'Write it as arn:aws:iam::ACCOUNT:role/NAME.',
        ],
      ],
);

const duration = forRole(({ duration_seconds: given }) =>
  given === undefined ||
  (Number.isInteger(given) && Number(given) >= SHORTEST_SECONDS && Number(given) <= LONGEST_SECONDS)
    ? []
    : [
        [
          `duration_seconds of assume_role is ${given}; AWS takes whole numbers from ${SHORTEST_SECONDS} to ${LONGEST_SECONDS}.`,
          'Leave it out for an hour: the login is renewed in time.',
        ],
      ],
);

const sessionName = forRole(({ session_name: name }) =>
  typeof name !== 'string' || name === '' || SESSION_NAME.test(name)
    ? []
    : [
        [
          `session_name of assume_role is "${name}"; AWS takes 2 to 64 letters, digits and _ + = , . @ -.`,
          'Leave it out for "strata".',
        ],
      ],
);

const transitiveTags = forRole(({ transitive_tag_keys: keys = [], tags = {} }) =>
  (keys as readonly string[])
    .filter((key) => !Object.hasOwn(tags as Block, key))
    .map((key) => [
      `transitive_tag_keys of assume_role names "${key}", but tags has none of that name.`,
      `Give the tag a value in tags, or take "${key}" out.`,
    ]),
);

/** What AWS demands of a role to take on, told before it is asked. */
export const roleRules: readonly OptionRule[] = [roleArn, duration, sessionName, transitiveTags];
