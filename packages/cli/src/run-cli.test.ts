import { runInMemory } from './testing/run-in-memory';
import { VERSION } from './version';

describe('the command line', () => {
  it.each([
    ['no command', [], 127],
    ['an unknown command', ['vaildate'], 127],
    ['help', ['help'], 0],
    ['-h', ['-h'], 0],
    ['--help', ['--help'], 0],
    ['help of a command', ['validate', '-h'], 0],
    ['an unknown flag', ['validate', '-nope', 'x'], 1],
    ['no template', ['validate'], 1],
  ])('ends as Packer does for %s', async (_, args, code) => {
    expect((await runInMemory(args)).code).toBe(code);
  });

  it('suggests the command that was meant', async () => {
    expect((await runInMemory(['vaildate'])).err).toContain('Did you mean "validate"?');
  });

  it('tells the version to people, and its parts to programs', async () => {
    expect((await runInMemory(['version'])).out).toBe(`Strata v${VERSION}\n`);
    expect((await runInMemory(['--version'])).out).toBe(`${VERSION}\n`);
    expect((await runInMemory(['version', '-machine-readable'])).out.split('\n')).toEqual([
      `1700000000,,version,${VERSION}`,
      '1700000000,,version-prelease,',
      '1700000000,,version-commit,',
      `1700000000,,ui,say,Strata v${VERSION}`,
      '',
    ]);
  });

  it('tells problems as events too when programs read', async () => {
    const { out, err } = await runInMemory(['-machine-readable', 'vaildate']);
    expect(err).toBe('');
    expect(out).toMatch(/^1700000000,,ui,error,Error: Unknown command/u);
    expect(out.trimEnd()).not.toContain('\n');
  });
});
