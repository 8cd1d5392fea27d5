import { runInMemory } from '../testing/run-in-memory';

const TEMPLATE = `variable "name" { default = "golden" }
variable "given" { type = number }
variable "secrets" {
  default   = ["hush", "hidden"]
  sensitive = true
}
locals {
  third = 1 / 3
}
source "null" "a" {
  note = "\${source.name} of \${var.name}"
}
build {
  name        = "b"
  description = "All of it"
  sources     = ["null.a"]
  source "null.a" {
    name = "second"
  }
  provisioner "shell" {
    name   = "first step"
    only   = ["null.a"]
    inline = ["echo \${var.name}", "echo \${build.ID}"]
  }
  post-processor "manifest" {}
  post-processors {
    post-processor "checksum" {}
    post-processor "manifest" {
      name = "last"
    }
  }
}
build {
  sources = ["null.a"]
}
`;

const TEXT = `Packer Inspect: HCL2 mode

> input-variables:

var.given: "<unknown>"
var.name: "golden"
var.secrets: "[\\n  \\"<sensitive>\\",\\n  \\"<sensitive>\\",\\n]"

> local-variables:

local.third: "0.3333333333333333"

> builds:

  > b:

  > Description: All of it

    sources:

      null.a

      null.second

    provisioners:

      shell.first step

    post-processors:

      0:
        manifest

      1:
        checksum
        manifest.last

  > <unnamed build 1>:

    sources:

      null.a

    provisioners:

      <no provisioner>

    post-processors:

      <no post-processor>

`;

const LEGACY = JSON.stringify({
  description: 'Old',
  variables: { needed: null, long: '{{env `HOME`}}', key: 'hush' },
  'sensitive-variables': ['key'],
  builders: [{ type: 'null', name: 'n1' }, { type: 'null' }],
  provisioners: [{ type: 'shell' }],
});

const LEGACY_TEXT = `Packer Inspect: JSON mode
Description:

Old

Required variables:

  needed

Optional variables and their defaults:

  key    = <sensitive>
  long   = {{env \`HOME\`}}

Builders:

  n1   (null)
  null

Provisioners:

  shell

Note: If your build names contain user variables or template
functions such as 'timestamp', these are processed at build time,
and therefore only show in their raw form here.
`;

const files = { '/ws/a.pkr.hcl': TEMPLATE, '/ws/old.json': LEGACY };

describe('inspect', () => {
  it.each([
    ['an HCL2 template', 'a.pkr.hcl', TEXT],
    ['a JSON template', 'old.json', LEGACY_TEXT],
  ])('shows %s in Packer’s words', async (_, path, out) => {
    expect(await runInMemory(['inspect', path], { files })).toEqual({ code: 0, out, err: '' });
  });

  it('masks a secret wherever it stands, and lists sources that are not defined', async () => {
    const text = `variable "secret" {\n  default = "hush"\n  sensitive = true\n}\nvariable "same" { default = "so hush!" }\nbuild { sources = ["null.nobody"] }`;
    const { code, out } = await runInMemory(['inspect', '.'], { files: { '/ws/a.pkr.hcl': text } });
    expect(code).toBe(0);
    expect(out).toContain('var.same: "so <sensitive>!"');
    expect(out).toContain('sources:\n\n      null.nobody\n');
  });

  it('tells programs what is in a JSON template', async () => {
    const { out } = await runInMemory(['inspect', '-machine-readable', 'old.json'], { files });
    expect(out.split('\n').filter((line) => line.includes(',template-'))).toEqual([
      '1700000000,,template-variable,needed,,1',
      '1700000000,,template-variable,key,<sensitive>,0',
      '1700000000,,template-variable,long,{{env `HOME`}},0',
      '1700000000,,template-builder,n1,null',
      '1700000000,,template-builder,null,null',
      '1700000000,,template-provisioner,shell',
    ]);
  });

  it('reads standard input as a JSON template', async () => {
    const { code, out } = await runInMemory(['inspect', '-'], { typed: [LEGACY] });
    expect({ code, out }).toEqual({ code: 0, out: LEGACY_TEXT });
  });

  it('needs one template, and no more', async () => {
    for (const args of [[], ['a.pkr.hcl', 'old.json']])
      expect((await runInMemory(['inspect', ...args], { files })).code).toBe(1);
  });

  it('fails for a template that cannot be read', async () => {
    const { code, err } = await runInMemory(['inspect', '.'], { files: { '/ws/a.pkr.hcl': 'build {' } });
    expect(code).toBe(1);
    expect(err).toContain('on a.pkr.hcl line 1');
  });
});

describe('inspect --json', () => {
  async function inspect(args: readonly string[] = [], text = TEMPLATE) {
    const { out, code } = await runInMemory(['inspect', '--json', ...args, 'a.pkr.hcl'], {
      files: { '/ws/a.pkr.hcl': text },
    });
    return { code, json: JSON.parse(out) };
  }

  it('has the values of variables and locals with their types', async () => {
    const { json } = await inspect(['-var', 'given=1.5']);
    expect(json.variables.name).toMatchObject({
      type: 'string',
      value: { type: 'string', v: 'golden' },
      required: false,
      range: { file: 'a.pkr.hcl', start: { line: 1, column: 1, byte: 0 } },
    });
    expect(json.variables.given.value).toEqual({ type: 'number', v: { num: '1.5' } });
    expect(json.locals.third.value.v.num).toHaveLength(157);
    expect(json.locals.third.expression).toBe('1 / 3');
  });

  it('shows no secret, neither in values nor in defaults', async () => {
    const { json } = await inspect();
    const masked = { marks: ['sensitive'], of: '<sensitive>' };
    for (const key of ['value', 'default'])
      expect(json.variables.secrets[key].v).toEqual({ tuple: [masked, masked] });
    expect(JSON.stringify(json)).not.toMatch(/hush|hidden/u);
  });

  it('has builds with their steps, what is written in them, and what is known of it', async () => {
    const { json } = await inspect();
    expect(json.builds[0]).toMatchObject({
      name: 'b',
      uses: [{ id: 'b.null.a' }, { id: 'b.null.second', additions: {} }],
      chains: [[{ type: 'manifest' }], [{ type: 'checksum' }, { type: 'manifest', name: 'last' }]],
    });
    const [step] = json.builds[0].provisioners;
    expect(step).toMatchObject({ type: 'shell', name: 'first step', only: ['null.a'] });
    expect(step.attributes.inline).toMatchObject({
      expression: '["echo ${var.name}", "echo ${build.ID}"]',
      value: { type: ['tuple', ['string', 'string']], v: { tuple: ['echo golden', { unknown: 'string' }] } },
      range: { start: { line: 23 } },
    });
    expect(json.sources['null.a'].attributes.note.value.v).toEqual({ unknown: 'string' });
  });

  it('tells problems in it too, and what could be made out', async () => {
    const { code, json } = await inspect([], 'variable "x" {\n  default = 1\n  nonsense = 2\n}');
    expect(code).toBe(1);
    expect(json.diagnostics).toMatchObject([
      { severity: 'error', code: 'TPL032', range: { start: { line: 3 } } },
    ]);
    expect(json.variables.x.value.v).toEqual({ num: '1' });
  });

  const NATIVE =
    'source "rootfs" "a" {\n  bootstrap {\n    suite = "trixie"\n  }\n}\nbuild { sources = ["rootfs.a"] }\n';
  const JSON_SYNTAX = JSON.stringify({
    source: { rootfs: { a: { bootstrap: { suite: 'trixie' } } } },
    build: { sources: ['rootfs.a'] },
  });
  const OLDER = JSON.stringify({ builders: [{ type: 'rootfs', name: 'a', bootstrap: { suite: 'trixie' } }] });

  it.each([
    ['a.pkr.hcl', NATIVE],
    ['a.pkr.json', JSON_SYNTAX],
    ['a.json', OLDER],
  ])('shows the nested blocks of %s as blocks', async (name, text) => {
    const { out } = await runInMemory(['inspect', '--json', name], { files: { [`/ws/${name}`]: text } });
    const { attributes, blocks } = JSON.parse(out).sources['rootfs.a'];
    expect(attributes).toEqual({});
    expect(blocks).toMatchObject([
      { type: 'bootstrap', labels: [], attributes: { suite: { value: { v: 'trixie' } } }, blocks: [] },
    ]);
  });
});
