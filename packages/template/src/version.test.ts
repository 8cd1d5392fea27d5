import { satisfies } from './version';

describe('satisfies', () => {
  it.each([
    ['1.16.0', '>= 1.7.0', true],
    ['1.16.0', '>= 1.7.0, < 2', true],
    ['1.16.0', '< 1.16', false],
    ['1.16.0', '<= 1.16.0', true],
    ['1.16.0', '> 1.16.0', false],
    ['1.16.0', '= 1.16.0', true],
    ['1.16.0', '1.16.0', true],
    ['1.16.0', 'v1.16', true],
    ['1.16.0', '!= 1.16.0', false],
    ['1.16.0', '~> 1.7', true],
    ['1.16.0', '~> 1.7.0', false],
    ['1.16.0', '~> 1.16.0', true],
    ['1.16.0', '~> 2', false],
    ['1.9.0', '> 1.16', false],
  ])('%s meets %s: %s', (version, constraint, expected) => {
    expect(satisfies(version, constraint)).toBe(expected);
  });

  it.each(['', 'latest', '>= ', '>= 1.7.0-beta', '>=1 <2', '1.2.3.4'])(
    'does not know what "%s" means',
    (constraint) => {
      expect(satisfies('1.16.0', constraint)).toBeUndefined();
    },
  );
});
