import type { Template } from '../template';
import { getPlaces, loadFiles, loadText } from '../testing/load';

const SOURCE = 'source "rootfs" "base" {}\n';

describe('the builds of a template', () => {
  const getUses = ({ builds }: Template) =>
    builds.flatMap(({ uses }) => uses.map(({ id, name, filterName }) => [id, name, filterName]));

  it.each([
    ['a source by its whole name', 'sources = ["source.rootfs.base"]'],
    ['a source by type and name', 'sources = ["rootfs.base"]'],
    ['a source in a block of its own', 'source "rootfs.base" {}'],
    ['a source through a variable', 'sources = ["rootfs.${var.x}"]'],
  ])('use %s', async (_, body) => {
    const { value, diagnostics } = await loadText(
      `${SOURCE}variable "x" { default = "base" }\nbuild {\n${body}\n}`,
    );
    expect(diagnostics).toEqual([]);
    expect(getUses(value)).toEqual([['rootfs.base', 'base', 'rootfs.base']]);
  });

  it('are named for the build block and for the use', async () => {
    const { value } = await loadText(
      `${SOURCE}build {\n  name = "b"\n  sources = ["rootfs.base"]\n  source "rootfs.base" { name = "other" }\n}`,
    );
    expect(getUses(value)).toEqual([
      ['b.rootfs.base', 'base', 'rootfs.base'],
      ['b.rootfs.other', 'other', 'rootfs.other'],
    ]);
  });

  it('come in the order of the files and blocks', async () => {
    const { value } = await loadFiles({
      'b.pkr.hcl': `build {\n  name = "second"\n  sources = ["rootfs.base"]\n}`,
      'a.pkr.hcl': `${SOURCE}build {\n  name = "first"\n  sources = ["rootfs.base"]\n}`,
    });
    expect(value.builds.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('keep the meta-arguments of their steps, in milliseconds', async () => {
    const { value, diagnostics } = await loadText(`${SOURCE}build {
      name = "b"
      sources = ["rootfs.base"]
      provisioner "shell" {
        name = "on \${build.name}"
        only = ["rootfs.base"]
        pause_before = "10s"
        max_retries = 3
        timeout = "1m"
        continue_on_error = true
        override = { base = { inline = [] } }
        inline = ["true"]
      }
      error-cleanup-provisioner "shell" {
        inline = ["true"]
      }
      post-processor "manifest" {
        keep_input_artifact = true
        except = ["rootfs.x"]
        output = "a"
      }
      post-processors {
        post-processor "manifest" {}
        post-processor "manifest" { name = "last" }
      }
    }`);
    expect(diagnostics).toEqual([]);
    const [build] = value.builds;
    expect(build?.provisioners).toMatchObject([
      {
        type: 'shell',
        name: 'on b',
        only: ['rootfs.base'],
        pauseBefore: 10_000,
        maxRetries: 3,
        timeout: 60_000,
        continueOnError: true,
        override: { kind: 'object' },
      },
    ]);
    expect([...(build?.provisioners[0]?.body.attributes.keys() ?? [])]).toEqual(['inline']);
    expect(build?.errorCleanup?.type).toBe('shell');
    expect(build?.chains).toMatchObject([
      [{ type: 'manifest', keepInputArtifact: true, except: ['rootfs.x'] }],
      [{ type: 'manifest' }, { name: 'last' }],
    ]);
  });

  it('can be made by dynamic blocks', async () => {
    const { value, diagnostics } = await loadText(`${SOURCE}
      locals { names = ["a", "b"] }
      build {
        dynamic "source" {
          for_each = local.names
          labels = ["rootfs.base"]
          content { name = source.value }
        }
        dynamic "provisioner" {
          for_each = local.names
          labels = ["shell"]
          iterator = it
          content { inline = ["echo \${it.value}"] }
        }
        post-processors {
          dynamic "post-processor" {
            for_each = local.names
            labels = ["manifest"]
            content {}
          }
        }
      }`);
    expect(diagnostics).toEqual([]);
    expect(getUses(value).map(([id]) => id)).toEqual(['rootfs.a', 'rootfs.b']);
    expect(value.builds[0]?.provisioners).toHaveLength(2);
    expect(value.builds[0]?.chains).toMatchObject([[{ type: 'manifest' }, { type: 'manifest' }]]);
  });

  it('can come from a dynamic block at the top', async () => {
    const { value, diagnostics } = await loadText(`
      dynamic "source" {
        for_each = { a = 1, b = 2 }
        labels = ["rootfs", source.key]
        content { size = source.value }
      }
      build { sources = ["rootfs.a", "rootfs.b"] }`);
    expect(diagnostics).toEqual([]);
    expect([...value.sources.keys()]).toEqual(['rootfs.a', 'rootfs.b']);
  });
});

describe('a mistake in a template', () => {
  const build = (body: string) => `${SOURCE}build {\n  sources = ["rootfs.base"]\n${body}\n}`;
  it.each([
    ['a block that no template has', `${build('')}\nbulid {}`, ['TPL004 image.pkr.hcl:6:1']],
    ['an argument at the top', `${build('')}\na = 1`, ['TPL005 image.pkr.hcl:6:1']],
    ['a source without a name', `source "rootfs" {}\n${build('')}`, ['TPL007 image.pkr.hcl:1:1']],
    [
      'a build with a label',
      `${SOURCE}build "x" {\n  sources = ["rootfs.base"]\n}`,
      ['TPL007 image.pkr.hcl:2:7'],
    ],
    ['two sources of one name', `${SOURCE}${build('')}`, ['TPL010 image.pkr.hcl:2:1']],
    ['a builder that nobody has', `source "rootf" "x" {}\n${build('')}`, ['TPL024 image.pkr.hcl:1:8']],
    [
      'a source that is not defined',
      'build {\n  sources = ["rootfs.base"]\n}',
      ['TPL028 image.pkr.hcl:2:14'],
    ],
    [
      'a source that is not defined, in a block',
      'build {\n  source "rootfs.base" {}\n}',
      ['TPL028 image.pkr.hcl:2:10'],
    ],
    ['a build without sources', 'build {}', ['TPL029 image.pkr.hcl:1:1']],
    ['a build with an empty list of sources', 'build { sources = [] }', ['TPL029 image.pkr.hcl:1:1']],
    ['a template without builds', SOURCE, ['TPL030']],
    ['a block that no build has', build('  provisoner "shell" {}'), ['TPL004 image.pkr.hcl:4:3']],
    ['an argument that no build has', build('  nmae = "x"'), ['TPL032 image.pkr.hcl:4:3']],
    ['a provisioner that nobody has', build('  provisioner "shel" {}'), ['TPL025 image.pkr.hcl:4:15']],
    [
      'a post-processor that nobody has',
      build('  post-processor "manifset" {}'),
      ['TPL026 image.pkr.hcl:4:18'],
    ],
    ['a provisioner without a type', build('  provisioner {}'), ['TPL007 image.pkr.hcl:4:3']],
    [
      'both only and except',
      build('  provisioner "shell" {\n    only = ["a"]\n    except = ["b"]\n  }'),
      ['TPL031 image.pkr.hcl:6:5'],
    ],
    [
      'a pause that is no duration',
      build('  provisioner "shell" { pause_before = "10" }'),
      ['TPL037 image.pkr.hcl:4:40'],
    ],
    [
      'two error-cleanup-provisioners',
      build('  error-cleanup-provisioner "shell" {}\n  error-cleanup-provisioner "shell" {}'),
      ['TPL012 image.pkr.hcl:5:3'],
    ],
    [
      'a chain in a chain',
      build('  post-processors {\n    post-processors {}\n  }'),
      ['TPL004 image.pkr.hcl:5:5'],
    ],
    [
      'a build name that depends on nothing',
      `${SOURCE}build {\n  name = var.x\n  sources = ["rootfs.base"]\n}`,
      ['TPL018 image.pkr.hcl:3:10'],
    ],
    [
      'a for_each that is known only later',
      `data "strata-output" "a" {\n  project = "a"\n  target = "b"\n  path = "c"\n}\n${SOURCE}build {\n  sources = ["rootfs.base"]\n  dynamic "provisioner" {\n    for_each = [data.strata-output.a.path][*]\n    labels = ["shell"]\n    content {}\n  }\n}`,
      [],
    ],
    [
      'a required version that is not literal',
      `packer { required_version = var.x }\n${build('')}`,
      ['TPL008 image.pkr.hcl:1:29'],
    ],
    [
      'a required version that nobody can read',
      `packer { required_version = "latest" }\n${build('')}`,
      ['TPL038 image.pkr.hcl:1:29'],
    ],
    [
      'a required version that does not fit',
      `packer { required_version = "< 1.5" }\n${build('')}`,
      ['TPL038 image.pkr.hcl:1:29'],
    ],
    [
      'a packer setting that is none',
      `packer { version = "1" }\n${build('')}`,
      ['TPL005 image.pkr.hcl:1:10'],
    ],
    [
      'a plugin without a source',
      `packer {\n  required_plugins {\n    a = { version = "1" }\n  }\n}\n${build('')}`,
      ['TPL011 image.pkr.hcl:3:9'],
    ],
    [
      'a plugin required twice',
      `packer {\n  required_plugins {\n    a = { version = "1", source = "github.com/x/a" }\n  }\n}\npacker {\n  required_plugins {\n    a = { version = "1", source = "github.com/x/a" }\n  }\n}\n${build('')}`,
      ['TPL010 image.pkr.hcl:8:5'],
    ],
    ['a communicator block', `communicator "ssh" "x" {}\n${build('')}`, ['TPL043 image.pkr.hcl:1:1']],
    ['a from block', build('  from "x" {}'), ['TPL043 image.pkr.hcl:4:3']],
    ['a registry block', `hcp_packer_registry {}\n${build('')}`, ['TPL043 image.pkr.hcl:1:1']],
  ])('is told at its place: %s', async (_, text, expected) => {
    expect(getPlaces((await loadText(text)).diagnostics)).toEqual(expected);
  });

  it('suggests what was meant', async () => {
    const { diagnostics } = await loadText(`${build('  provisoner "shell" {}')}\nbulid {}`);
    expect(diagnostics.map(({ hint }) => hint)).toEqual([
      'Did you mean "build"?',
      'Did you mean "provisioner"?',
    ]);
  });

  it('does not hide the others', async () => {
    const { diagnostics } = await loadText(
      'variable "a" {}\nlocals { b = local.c }\nsource "x" "y" {}\nbuild {\n  sources = ["x.z"]\n  provisioner "p" {}\n}',
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['TPL017', 'TPL022', 'TPL028', 'TPL024', 'TPL025']);
  });

  it('lets the rest of a broken file count', async () => {
    const { value, diagnostics } = await loadText(
      `${SOURCE}locals {\n  a = 1 +\n}\nbuild {\n  sources = ["rootfs.base"]\n}`,
    );
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(value.sources.size).toBe(1);
  });
});

describe('a template that is not there', () => {
  it.each([
    ['a path with nothing at it', 'missing', 'TPL001'],
    ['a folder without templates', 'scripts', 'TPL002'],
  ])('fails for %s', async (_, path, code) => {
    await expect(loadFiles({ 'scripts/a.sh': '' }, { path })).rejects.toMatchObject({
      diagnostics: [{ code }],
    });
  });
});

describe('path.root', () => {
  it.each([
    ['.', '.'],
    ['image.pkr.hcl', '.'],
    ['/ws/image', '.'],
    ['sub', 'sub'],
    ['sub/', 'sub'],
    ['sub/b.pkr.hcl', 'sub'],
    ['/ws/image/sub/b.pkr.hcl', 'sub'],
  ])('of %s is %s: the machine’s folders never get into it', async (path, root) => {
    const { value } = await loadFiles({ 'image.pkr.hcl': SOURCE, 'sub/b.pkr.hcl': SOURCE }, { path });
    expect(value.paths.root).toBe(root);
  });
});
