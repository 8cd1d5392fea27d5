import type { OptionRule } from '@strata/sdk';
import { problem } from '../codes';

const ENDS = ['commit', 'discard', 'export_path'];

/** What becomes of the container is said once. */
const oneEnd: OptionRule = (options, at) => {
  const given = ENDS.filter((name) => isGiven(options[name]));
  if (given.length === 1) return [];
  const subject = at(given[1]);
  const place = subject ? { subject } : {};
  if (given.length === 0)
    return [
      problem('BLD004', {
        detail:
          'Nothing says what becomes of the container: none of `commit`, `discard` and `export_path` is set.',
        hint: 'Write commit = true for an image, or export_path = "files.tar" for its files.',
        ...place,
      }),
    ];
  return [
    problem('BLD003', {
      detail: `${given.map((name) => `\`${name}\``).join(' and ')} are set, but the container has one end.`,
      hint: 'Keep one of them.',
      ...place,
    }),
  ];
};

const oneBeginning: OptionRule = (options, at) => {
  const given = ['image', 'build'].filter((name) => isGiven(options[name]));
  if (given.length === 1) return [];
  const subject = at(given[1]);
  const detail =
    given.length === 0
      ? 'Nothing says what the container starts from: neither `image` nor a `build` block is given.'
      : '`image` and `build` both say what the container starts from.';
  const code = given.length === 0 ? 'BLD004' : 'BLD003';
  return [
    problem(code, {
      detail,
      hint: 'Write one of them: image = "debian:bookworm".',
      ...(subject && { subject }),
    }),
  ];
};

const onlyCommits: OptionRule = (options, at) =>
  ['author', 'changes', 'message']
    .filter((name) => isGiven(options[name]) && !isGiven(options['commit']))
    .map((name) => {
      const subject = at(name);
      return problem('BLD003', {
        severity: 'warning',
        detail: `\`${name}\` says something about an image, but the container does not become one.`,
        hint: 'Set commit = true, or take it out.',
        ...(subject && { subject }),
      });
    });

const loginNeeds: OptionRule = (options, at) => {
  if (!isGiven(options['login'])) return [];
  const missing = ['login_username', 'login_password'].filter((name) => !isGiven(options[name]));
  const subject = at('login');
  return missing.map((name) =>
    problem('BLD004', {
      detail: `\`login\` needs \`${name}\`.`,
      hint: `Write ${name} = …`,
      ...(subject && { subject }),
    }),
  );
};

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== false && value !== '';
}

export const dockerRules: readonly OptionRule[] = [oneBeginning, oneEnd, onlyCommits, loginNeeds];
