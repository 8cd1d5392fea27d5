import { runInMemory } from '../testing/run-in-memory';

const TEMPLATE = `variable "name" { default = "golden" }
variable "list" { type = list(string) }
variable "secret" {
  default = "hush"
  sensitive = true
}
locals {
  shout = upper(var.name)
  hint  = "say \${var.secret}"
}
data "strata-output" "app" {
  project = "app"
  target  = "bundle"
  path    = "dist"
}
`;
const files = { '/ws/a.pkr.hcl': TEMPLATE, '/ws/a.auto.pkrvars.hcl': 'list = ["auto"]' };

async function ask(typed: readonly string[], args: readonly string[] = ['/ws']) {
  const variables = { PKR_VAR_list: '["environment"]' };
  return runInMemory(['console', ...args], { files, typed, variables });
}

describe('the console', () => {
  it.each([
    ['arithmetic', '1 + 5', '6'],
    ['a variable', 'var.name', 'golden'],
    ['a function', 'upper(var.name)', 'GOLDEN'],
    ['a local', 'local.shout', 'GOLDEN'],
    ['a list from an automatic file', 'var.list[0]', 'auto'],
    ['path.root', 'path.root', '.'],
    ['path.cwd', 'path.cwd', '/ws'],
    ['packer.version', 'packer.version', '1.16.0'],
    ['what is known only later', 'data.strata-output.app.path', '<unknown>'],
    ['what only a build knows', 'build.ID', '<unknown>'],
    ['a secret', 'upper(var.secret)', '<sensitive>'],
    ['blanks around', '   2   ', '2'],
  ])('evaluates %s', async (_, line, expected) => {
    expect(await ask([line])).toEqual({ code: 0, out: `${expected}\n`, err: '' });
  });

  it('answers every line, and lines with open brackets together', async () => {
    const { out } = await ask(['1', '[2,', '  3,', ']', '', '4']);
    expect(out).toBe('1\n[\n  2,\n  3,\n]\n4\n');
  });

  it('evaluates what is there when the input ends, and at an empty line', async () => {
    const { out, err, code } = await ask(['[1', '', '2', '(3']);
    expect({ out, code }).toEqual({ out: '2\n', code: 1 });
    expect(err.match(/^Error:/gmu)).toHaveLength(2);
  });

  it('does not wait for ever for a bracket that nobody closes', async () => {
    const { code, out } = await ask(['[', ...Array.from({ length: 2000 }, () => '1,'), '', '7']);
    expect({ code, last: out.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, last: '7' });
  });

  it('tells a mistake with its place, goes on, and fails in the end', async () => {
    const { code, out, err } = await ask(['var.nmae', '7']);
    expect({ code, out }).toEqual({ code: 1, out: '7\n' });
    expect(err).toContain('on <console> line 1');
    expect(err).toContain('var.nmae');
  });

  it('forgives mistakes of somebody who types', async () => {
    const run = { files, typed: ['nope', 'exit'], isTerminal: true, variables: {} };
    expect((await runInMemory(['console', '/ws'], run)).code).toBe(0);
  });

  it('stops at exit', async () => {
    expect((await ask(['1', 'exit', '2'])).out).toBe('1\n');
  });

  it('lists variables and locals, and explains itself', async () => {
    expect((await ask(['variables'])).out).toBe(
      [
        '> input-variables:\n',
        'var.list: "[\\n  \\"auto\\",\\n]"',
        'var.name: "golden"',
        'var.secret: "<sensitive>"',
        '\n> local-variables:\n',
        'local.hint: "<sensitive>"',
        'local.shout: "GOLDEN"\n\n',
      ].join('\n'),
    );
    expect((await ask(['help'])).out).toContain('HCL2 mode');
  });

  it('takes values as build does, and leaves out automatic files when one file is named', async () => {
    expect((await ask(['var.name'], ['-var', 'name=x', '/ws'])).out).toBe('x\n');
    expect((await ask(['var.list'], ['/ws/a.pkr.hcl'])).out).toBe('[\n  "environment",\n]\n');
  });

  it('refuses a template that cannot be read', async () => {
    const { code, err } = await runInMemory(['console', '.'], {
      files: { '/ws/a.pkr.hcl': 'bulid {}' },
      typed: ['1'],
    });
    expect({ code, first: err.split('\n')[0] }).toEqual({
      code: 1,
      first: 'Error: Block not allowed here (TPL004)',
    });
  });

  it.each([
    ['without a template is the one of JSON templates', [], '1 + 1', '1 + 1\n'],
    ['without a template can be the one of HCL2', ['-config-type=hcl2'], '1 + 1', '2\n'],
    ['without a template knows functions', [], '{{upper `x`}}', 'X\n'],
  ])('%s', async (_, args, line, expected) => {
    expect(await runInMemory(['console', ...args], { typed: [line] })).toEqual({
      code: 0,
      out: expected,
      err: '',
    });
  });

  it('expands text with the variables of a JSON template', async () => {
    const text = '{"variables": {"a": "1"}, "builders": [{"type": "null"}]}';
    const typed = ['{{user `a`}}-{{timestamp}}', '{{nobody}}', 'variables'];
    const { out, err, code } = await runInMemory(['console', 'x.json'], {
      files: { '/ws/x.json': text },
      typed,
    });
    expect({ out, code }).toEqual({ out: '1-1700000000\n\na: 1,\n\n', code: 1 });
    expect(err).toContain('{{nobody}}');
  });

  it('answers programs with events', async () => {
    const { out } = await ask(['[1, 2]'], ['-machine-readable', '/ws']);
    expect(out).toBe('1700000000,,ui,message,[\\n  1%!(PACKER_COMMA)\\n  2%!(PACKER_COMMA)\\n]\n');
  });
});
