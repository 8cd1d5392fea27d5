import { loginRules, type OptionRule, where } from '@strata/sdk';
import { problem } from '../codes';

const ENDS = ['commit', 'discard', 'export_path'];

/** What becomes of the container is said once. */
const oneEnd: OptionRule = (options, at, write) => {
  const given = ENDS.filter((name) => isGiven(options[name]));
  if (given.length === 1) return [];
  if (given.length === 0)
    return [
      problem('BLD004', {
        detail:
          'Nothing says what becomes of the container: none of `commit`, `discard` and `export_path` is set.',
        hint: `Write ${write('commit', 'true')} for an image, or ${write('export_path', '"files.tar"')} for its files.`,
        ...where(at()),
      }),
    ];
  return [
    problem('BLD003', {
      detail: `${given.map((name) => `\`${name}\``).join(' and ')} are set, but the container has one end.`,
      hint: 'Keep one of them.',
      ...where(at(given[1])),
    }),
  ];
};

const oneBeginning: OptionRule = (options, at, write) => {
  const given = ['image', 'build'].filter((name) => isGiven(options[name]));
  if (given.length === 1) return [];
  const hint = `Write one of them: ${write('image', '"debian:bookworm"')}.`;
  if (given.length === 0)
    return [
      problem('BLD004', {
        detail: 'Nothing says what the container starts from: neither `image` nor a `build` block is given.',
        hint,
        ...where(at()),
      }),
    ];
  return [
    problem('BLD003', {
      detail: '`image` and `build` both say what the container starts from.',
      hint,
      ...where(at('build')),
    }),
  ];
};

const onlyCommits: OptionRule = (options, at, write) =>
  ['author', 'changes', 'message']
    .filter((name) => isGiven(options[name]) && !isGiven(options['commit']))
    .map((name) =>
      problem('BLD003', {
        severity: 'warning',
        detail: `\`${name}\` says something about an image, but the container does not become one.`,
        hint: `Set ${write('commit', 'true')}, or take it out.`,
        ...where(at(name)),
      }),
    );

const loginNeeds: OptionRule = (options, at, write) =>
  ['login_username', 'login_password']
    .filter((name) => isGiven(options['login']) && !isGiven(options[name]))
    .map((name) =>
      problem('BLD004', {
        detail: `\`login\` needs \`${name}\`.`,
        hint: `Write ${write(name, '"…"')}.`,
        ...where(at('login')),
      }),
    );

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false && value !== '';
}

export const dockerRules: readonly OptionRule[] = [
  oneBeginning,
  oneEnd,
  onlyCommits,
  loginNeeds,
  ...loginRules,
];
