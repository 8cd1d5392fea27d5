import { loadText } from '../testing/load';
import { createTestRegistry } from '../testing/parts';
import { validateTemplate } from '../testing/validate';

const SOURCE = 'source "rootfs" "base" {}\n';
const BUILD = `${SOURCE}build {\n  sources = ["rootfs.base"]\n}\n`;
const variable = (body: string) => `variable "x" {\n  ${body}\n}\n${BUILD}`;
const build = (body: string) => `${SOURCE}build {\n  sources = ["rootfs.base"]\n  ${body}\n}\n`;
const provisioner = (body: string) => build(`provisioner "shell" {\n    inline = ["true"]\n    ${body}\n  }`);
const plugin = (text: string) => `packer {\n  required_plugins {\n    ${text}\n  }\n}\n${BUILD}`;

/** All that is told of a template and of its builds: place, summary and detail in one line. */
async function tell(text: string): Promise<readonly string[]> {
  const { value, diagnostics } = await loadText(text);
  const options = validateTemplate(value, { registry: createTestRegistry() });
  return [...diagnostics, ...options].map(
    ({ subject, summary, detail }) => `${subject?.start.line}:${subject?.start.column} ${summary}: ${detail}`,
  );
}

/** What is forbidden, where it is told, and words of what is told. */
type Row = readonly [title: string, text: string, place: string, words: string];

const rows: Readonly<Record<string, readonly Row[]>> = {
  'in a packer block': [
    [
      'another setting',
      `packer {\n  version = "1"\n}\n${BUILD}`,
      '2:3',
      'required_version and required_plugins',
    ],
    ['another block', `packer {\n  plugins {}\n}\n${BUILD}`, '2:3', 'required_plugins'],
    [
      'a version from a variable',
      `packer {\n  required_version = var.x\n}\n${BUILD}`,
      '2:22',
      'must be written out',
    ],
    [
      'a version before a release',
      `packer {\n  required_version = ">= 1.7.0-dev"\n}\n${BUILD}`,
      '2:22',
      'is not a version constraint',
    ],
    [
      'a version of tomorrow',
      `packer {\n  required_version = ">= 99"\n}\n${BUILD}`,
      '2:22',
      'speaks the language of Packer',
    ],
    ['a plugin by its version alone', plugin('a = "1.0"'), '3:9', '"version" and "source"'],
    [
      'a plugin with something else',
      plugin('a = { version = "1.0", source = "github.com/x/a", tag = "v1" }'),
      '3:9',
      '"version" and "source"',
    ],
    [
      'a plugin from a variable',
      plugin('a = { version = var.v, source = "github.com/x/a" }'),
      '3:21',
      'must be written out',
    ],
    [
      'a plugin by its address',
      plugin('a = { version = "1.0", source = "https://github.com/x/a" }'),
      '3:9',
      'no protocol in front',
    ],
    [
      'a plugin with a query',
      plugin('a = { version = "1.0", source = "github.com/x/a?b" }'),
      '3:9',
      'no "?"',
    ],
    ['a plugin without a host', plugin('a = { version = "1.0", source = "x/a" }'), '3:9', '3 to 16 parts'],
    [
      'a plugin by the name of its program',
      plugin('a = { version = "1.0", source = "github.com/x/packer-plugin-a" }'),
      '3:9',
      'without "packer-plugin-"',
    ],
    [
      'a plugin of no version',
      plugin('a = { version = "latest", source = "github.com/x/a" }'),
      '3:9',
      'is not a version constraint',
    ],
    [
      'a plugin called with two dashes',
      plugin('a--b = { version = "1.0", source = "github.com/x/a" }'),
      '3:5',
      'without "--"',
    ],
  ],
  'in a variable': [
    [
      'another variable in its default',
      variable('default = var.y'),
      '2:13',
      'only function it may call is env',
    ],
    ['a local in its default', variable('default = local.y'), '2:13', 'only function it may call is env'],
    [
      'another function in its default',
      variable('default = upper("a")'),
      '2:13',
      'no function named "upper"',
    ],
    [
      'a default of another type',
      variable('type = number\n  default = "a"'),
      '3:13',
      'does not fit the type',
    ],
    ['a type that is none', variable('type = text\n  default = 1'), '2:10', 'is not a valid type'],
    [
      'a description that is made',
      variable('description = var.y\n  default = 1'),
      '2:17',
      'may not be used here',
    ],
    [
      'a sensitivity that is made',
      variable('sensitive = local.y\n  default = 1'),
      '2:15',
      'may not be used here',
    ],
    [
      'an argument of Terraform',
      variable('nullable = false\n  default = 1'),
      '2:3',
      'has no option "nullable"',
    ],
    ['a block of another kind', variable('default = 1\n  rule {}'), '3:3', 'takes the blocks validation'],
    [
      'a condition on another variable',
      variable('default = 1\n  validation {\n    condition = var.y > 1\n    error_message = "No."\n  }'),
      '4:17',
      'the variable itself, var.x',
    ],
    [
      'a condition that is no question',
      variable('default = 1\n  validation {\n    condition = var.x\n    error_message = "No."\n  }'),
      '4:17',
      'true or false',
    ],
    [
      'a message that is made',
      variable('default = 1\n  validation {\n    condition = true\n    error_message = "No ${var.x}."\n  }'),
      '5:27',
      'must be written out',
    ],
    [
      'a message in small letters',
      variable('default = 1\n  validation {\n    condition = true\n    error_message = "no."\n  }'),
      '5:21',
      'full sentence',
    ],
    [
      'a message without an end',
      variable('default = 1\n  validation {\n    condition = true\n    error_message = "No"\n  }'),
      '5:21',
      'full sentence',
    ],
    ['a name that is none', `variable "a b" {\n  default = 1\n}\n${BUILD}`, '1:10', 'cannot be a name'],
    [
      'a second declaration',
      `variables {\n  x = 1\n}\n${variable('default = 1')}`,
      '4:1',
      'already declared in image.pkr.hcl on line 2',
    ],
  ],
  'among values': [
    ['env() in a local', `locals {\n  a = env("HOME")\n}\n${BUILD}`, '2:7', 'no function named "env"'],
    ['build in a local', `locals {\n  a = build.ID\n}\n${BUILD}`, '2:7', 'only while the build runs'],
    [
      'source in a local',
      `locals {\n  a = source.name\n}\n${BUILD}`,
      '2:7',
      'each use of a source has its own',
    ],
    [
      'a variable that nobody declares',
      `locals {\n  a = var.nobody\n}\n${BUILD}`,
      '2:7',
      'declares no variable "nobody"',
    ],
    [
      'a ring of locals',
      `locals {\n  a = local.b\n  b = local.a\n}\n${BUILD}`,
      '2:3',
      'local.a needs local.b needs local.a',
    ],
    [
      'a ring with data',
      `locals {\n  a = data.strata-image.x.project\n}\ndata "strata-image" "x" {\n  project = local.a\n}\n${BUILD}`,
      '2:3',
      'local.a needs data.strata-image.x needs local.a',
    ],
    ['a local of no value', `local "a" {}\n${BUILD}`, '1:1', 'needs "expression"'],
    ['data without a name', `data "strata-image" {}\n${BUILD}`, '1:1', 'data "TYPE" "NAME"'],
    ['data of nobody’s', `data "amazon-ami" "x" {}\n${BUILD}`, '1:6', 'no data source "amazon-ami"'],
  ],
  'in a source': [
    [
      'build.name',
      'source "rootfs" "base" {\n  description = build.name\n}\nbuild {\n  sources = ["rootfs.base"]\n}',
      '2:17',
      'in the options of provisioners',
    ],
    [
      'env()',
      'source "rootfs" "base" {\n  description = env("A")\n}\nbuild {\n  sources = ["rootfs.base"]\n}',
      '2:17',
      'no function named "env"',
    ],
    [
      'a variable that nobody declares',
      'source "rootfs" "base" {\n  description = var.a\n}\nbuild {\n  sources = ["rootfs.base"]\n}',
      '2:17',
      'declares no variable "a"',
    ],
    ['no name', `source "rootfs" {}\n${BUILD}`, '1:1', 'source "TYPE" "NAME"'],
    ['a name that is none', `source "rootfs" "a b" {}\n${BUILD}`, '1:17', 'cannot be a name'],
    ['a name that is made', `source "rootfs" "a\${1}" {}\n${BUILD}`, '1:19', 'not allowed in this string'],
    ['a name taken', `${SOURCE}${BUILD}`, '2:1', 'There is a source "rootfs.base" already'],
  ],
  'in a build': [
    ['its own name', build('name = build.name'), '4:10', 'the rest is known only while the build runs'],
    [
      'sources that are no list',
      `${SOURCE}build {\n  sources = "rootfs.base"\n}`,
      '3:13',
      'takes a list of strings',
    ],
    [
      'a source of four words',
      `${SOURCE}build {\n  sources = ["a.b.rootfs.base"]\n}`,
      '3:14',
      'There is no source',
    ],
    ['no source', `${SOURCE}build {}`, '2:1', 'names no source'],
    [
      'an option that the source has',
      'source "rootfs" "base" {\n  size = 1\n}\nbuild {\n  source "rootfs.base" {\n    size = 2\n  }\n}',
      '6:5',
      'not replace them',
    ],
    [
      'two clean-ups',
      build(
        'error-cleanup-provisioner "shell" {\n    inline = ["a"]\n  }\n  error-cleanup-provisioner "shell" {\n    inline = ["b"]\n  }',
      ),
      '7:3',
      'at most one',
    ],
    ['a chain in a chain', build('post-processors {\n    post-processors {}\n  }'), '5:5', 'post-processor'],
  ],
  'in a step': [
    ['only and except', provisioner('only = ["a"]\n    except = ["b"]'), '7:5', 'not both'],
    ['only as a text', provisioner('only = "rootfs.base"'), '6:12', 'takes a list of strings'],
    [
      'source in its meta-arguments',
      provisioner('only = [source.name]'),
      '6:13',
      'each use of a source has its own',
    ],
    [
      'an unknown fact of the build',
      provisioner('script = build.Nothing'),
      '6:19',
      'attribute named "Nothing"',
    ],
    ['a pause without a unit', provisioner('pause_before = "10"'), '6:20', 'is not a duration'],
    ['an override of nothing', provisioner('override = { base = 1 }'), '6:16', 'object of objects'],
  ],
};

describe.each(Object.entries(rows))('what is not allowed %s is told at its place', (_, table) => {
  it.each(table)('%s', async (_title, text, place, words) => {
    const told = await tell(text);
    expect(told).toContainEqual(expect.stringContaining(words));
    expect(told.find((one) => one.includes(words))).toMatch(new RegExp(`^${place} `, 'u'));
  });
});

describe('what Packer lets pass', () => {
  it.each([
    ['a first word of three, whatever it is', `${SOURCE}build {\n  sources = ["anything.rootfs.base"]\n}`],
    ['a step for a build that is not there', provisioner('only = ["rootfs.nobody"]')],
    ['data of the build in steps', provisioner('name = "on ${build.name}"').replace('"true"', 'build.ID')],
    ['several packer blocks', `packer {}\npacker {\n  required_version = ">= 1.7"\n}\n${BUILD}`],
    [
      'plugins with deep addresses',
      plugin('a = { version = "~> 1.2, != 1.3", source = "git.example.com/a/b/c" }'),
    ],
    ['a variable without anything but a default', variable('default = env("HOME")')],
    ['optional attributes', variable('type = object({ a = optional(string, "b") })\n  default = {}')],
    ['names of the registry', `locals {\n  a = packer.iterationID\n}\n${BUILD}`],
    [
      'a message that asks',
      variable(
        'default = 1\n  validation {\n    condition = var.x > 0\n    error_message = "Is it more?"\n  }',
      ),
    ],
  ])('passes: %s', async (_, text) => {
    expect(await tell(text)).toEqual([]);
  });

  it.each([
    ['a registry', `hcp_packer_registry {\n  bucket_name = "a"\n}\n${BUILD}`],
    ['a registry in a build', build('hcp_packer_registry {}')],
    ['a communicator', `communicator "ssh" "a" {}\n${BUILD}`],
    [
      'a locals block made by a dynamic one',
      `dynamic "locals" {\n  for_each = [1]\n  content {}\n}\n${BUILD}`,
    ],
  ])('passes with a warning, as it does nothing: %s', async (_, text) => {
    const { diagnostics } = await loadText(text);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(['warning TPL043']);
  });
});

describe('the three names of one build', () => {
  const text = `${SOURCE}build {
  name = "bb"
  source "rootfs.base" {
    name = "loc1"
    description = "\${source.name} \${source.type}"
  }
  provisioner "shell" {
    only     = ["rootfs.loc1"]
    override = { loc1 = { inline = ["\${source.name}", "\${build.name}", "{{build_name}}"] } }
    inline   = ["not overridden"]
  }
}`;

  it('are its place among builds, the name of the use, and the label of the source', async () => {
    const { value } = await loadText(text);
    expect(value.builds[0]?.uses[0]).toMatchObject({
      id: 'bb.rootfs.loc1',
      name: 'loc1',
      filterName: 'rootfs.loc1',
      source: { label: 'base' },
    });
    expect(await tell(text)).toEqual([]);
  });
});

describe('a part that Strata does not have', () => {
  it.each([
    ['a misspelt one', 'source "rotfs" "x" {}', /"rotfs"/u, 'Did you mean "rootfs"?'],
    [
      'one of a known plugin',
      'source "amazon-ebs" "x" {}',
      /the plugin github\.com\/hashicorp\/amazon/u,
      'with Packer',
    ],
    ['one of Packer itself', 'source "null" "x" {}', /Packer itself/u, 'with Packer'],
    [
      'one of a plugin under a name of the template’s own',
      'packer {\n  required_plugins {\n    aws = { version = "1.0", source = "github.com/hashicorp/amazon" }\n  }\n}\nsource "aws-ebs" "x" {}',
      /the plugin github\.com\/hashicorp\/amazon/u,
      'with Packer',
    ],
  ])('says where it comes from and what to do: %s', async (_, text, detail, hint) => {
    const { diagnostics } = await loadText(`${text}\n${BUILD}`);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.detail).toMatch(detail);
    expect(diagnostics[0]?.hint).toContain(hint);
  });
});
