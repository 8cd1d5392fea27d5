import { defineFlags, parseFlags } from './flags';

const specs = defineFlags({
  force: { kind: 'switch', doc: '' },
  color: { kind: 'switch', doc: '', undecided: true },
  var: { kind: 'list', doc: '', placeholder: 'NAME=VALUE' },
  only: { kind: 'text', doc: '' },
  'parallel-builds': { kind: 'number', doc: '' },
  'on-error': { kind: 'text', doc: '', allowed: ['cleanup', 'abort'] },
});

describe('flags', () => {
  it.each([
    ['one dash', ['-force', '-var', 'a=1', '-var=b=2', 'x.pkr.hcl']],
    ['two dashes', ['--force', '--var', 'a=1', '--var=b=2', 'x.pkr.hcl']],
    ['flags after the template', ['x.pkr.hcl', '-var=a=1', '-force', '-var', 'b=2']],
  ])('are read as Packer writes them: %s', (_title, args) => {
    const { value, diagnostics } = parseFlags(specs, args);
    expect(diagnostics).toEqual([]);
    expect(value.flags).toMatchObject({ force: true, var: ['a=1', 'b=2'], only: undefined });
    expect(value.rest).toEqual(['x.pkr.hcl']);
  });

  it('can be switched off again', () => {
    expect(parseFlags(specs, ['-force', '-force=false']).value.flags.force).toBe(false);
  });

  it.each([
    [[], undefined],
    [['-color'], true],
    [['-color=f'], false],
    [['-color=TRUE'], true],
  ])('can be left undecided: %j', (args, expected) => {
    expect(parseFlags(specs, args).value.flags.color).toBe(expected);
  });

  it('end at two dashes, and a lone dash is standard input', () => {
    expect(parseFlags(specs, ['-', '--', '-force']).value).toMatchObject({
      rest: ['-', '-force'],
      flags: { force: false },
    });
  });

  it('are all checked, and a slip is met with the nearest name', () => {
    const { diagnostics } = parseFlags(specs, ['-forse', '-parallel-builds=two', '-on-error=never', '-only']);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([
      'CLI002',
      'CLI004',
      'CLI004',
      'CLI003',
    ]);
    expect(diagnostics[0]?.detail).toContain('Did you mean -force?');
    expect(diagnostics[2]?.detail).toContain('Allowed: cleanup, abort.');
  });
});
