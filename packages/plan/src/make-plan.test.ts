import type { PostProcessorPlan } from './plan';
import { createFacts, createText, planBuild, planScene } from './testing/plans';

const IMAGE = 'data "strata-image" "g" { project = "golden" }\n';

describe('a plan', () => {
  it('says what the engine needs of each step, and changes nothing later', async () => {
    const build = await planBuild({
      text: createText(`
        provisioner "shell" {
          name = "packages"
          inline = ["apt-get install -y \${source.name}"]
          timeout = "1h"
          max_retries = 2
        }
        provisioner "file" {
          source = "x"
          destination = "/x"
        }`),
    });
    expect(build).toMatchObject({
      id: 'rootfs.base',
      source: 'rootfs.base',
      buildName: 'base',
      base: { kind: 'base', foundation: { type: 'bootstrap', lockName: 'bootstrap trixie' } },
      layers: [
        {
          index: 1,
          label: 'shell "packages"',
          options: { inline: ['apt-get install -y base'], network: true },
          network: true,
          run: { pauseBefore: 0, timeout: 3_600_000, maxRetries: 2, continueOnError: false },
        },
        { index: 2, label: 'file x', network: false, run: { maxRetries: 0, timeout: undefined } },
      ],
    });
    expect(build.layers[1]?.keyInput.base).toBe(build.layers[0]?.key);
    expect(build.layers[0]?.keyInput.base).toBe(build.base.key);
    expect(Object.isFrozen(build)).toBe(true);
  });

  it('stands on a parent and takes its container settings over', async () => {
    const build = await planBuild({
      text: IMAGE + createText('', 'from = data.strata-image.g.layers\nentrypoint = ["/x"]'),
    });
    expect(build.base).toMatchObject({ kind: 'image', foundation: { reference: { project: 'golden' } } });
    expect(build.config).toEqual({ env: ['A=1'], entrypoint: ['/x'] });
    expect(build.layers).toEqual([]);
  });

  it('names what the options of a step refer to', async () => {
    const build = await planBuild({
      text: `${IMAGE}${createText('provisioner "image-copy" {\n from = data.strata-image.g.layers\n more = [data.strata-image.g.layers]\n}')}`,
    });
    const reference = { kind: 'image', project: 'golden' };
    expect(build.layers[0]?.references).toEqual([reference, reference]);
  });

  it('has the steps that count for a build only', async () => {
    const { value } = await planScene({
      text: `source "rootfs" "a" {}
        source "rootfs" "b" {}
        build {
          sources = ["rootfs.a", "rootfs.b"]
          provisioner "shell" {
            only = ["rootfs.a"]
            inline = ["a"]
          }
          provisioner "shell" {
            except = ["rootfs.a"]
            inline = ["b"]
          }
          post-processor "manifest" { only = ["rootfs.b"] }
        }`,
    });
    expect(
      value.builds.map((build) => [
        build.kind === 'layers' && build.layers.map(({ options }) => options.inline),
        build.chains.length,
      ]),
    ).toEqual([
      [[['a']], 0],
      [[['b']], 1],
    ]);
  });

  it('fills in late options of post-processors when the build has run', async () => {
    const build = await planBuild({
      text: createText('post-processor "manifest" {\n  output = "x"\n  custom_data = { id = build.ID }\n}'),
    });
    const step = build.chains[0]?.[0] as PostProcessorPlan;
    expect(step.late?.names).toEqual(['custom_data']);
    expect(step.late?.decode({ ID: 'sha256:1' }).value).toEqual({
      output: 'x',
      custom_data: { id: 'sha256:1' },
    });
  });
});

describe('a problem of a plan', () => {
  const text = createText('  provisioner "shell" {\n    scripts = ["x.sh"]\n  }');
  it.each([
    ['a file that is not there', { text, facts: { file: () => undefined } }, ['PLN007']],
    ['a base that is not resolved', { text, facts: { lock: () => undefined } }, ['PLN008']],
    [
      'a parent that is not built',
      {
        text: IMAGE + createText('', 'from = data.strata-image.g.layers'),
        facts: { image: () => undefined },
      },
      ['PLN005'],
    ],
    [
      'an image to copy from that is not built',
      {
        text: `${IMAGE}${createText('provisioner "image-copy" { from = data.strata-image.g.layers }')}`,
        facts: { image: () => undefined },
      },
      ['PLN005'],
    ],
    [
      'an output that is not there',
      {
        text: `data "strata-output" "o" {\n project = "a"\n target = "b"\n path = "c"\n}\n${createText('provisioner "image-copy" { from = data.strata-output.o.files }')}`,
        facts: { output: () => undefined },
      },
      ['PLN006'],
    ],
    [
      'a value that only the running build knows',
      { text: createText('provisioner "shell" { inline = [build.ID] }') },
      ['PLN004'],
    ],
    ['a mistake in an option', { text: createText('provisioner "shell" { inlin = [] }') }, ['TPL032']],
    ['two builds of one name', { text: `${createText('')}build { sources = ["rootfs.base"] }` }, ['PLN003']],
    [
      'two builds that would leave one receipt',
      { text: `${createText('')}build {\n  name = "b"\n  sources = ["rootfs.base"]\n}` },
      ['PLN003'],
    ],
    ['a selection that leaves nothing', { text, selection: { only: ['base'] } }, ['PLN001', 'PLN002']],
    ['an exception that means nothing', { text, selection: { except: ['x'] } }, ['PLN001']],
  ])('is told: %s', async (_, scene, codes) => {
    const { diagnostics } = await planScene(scene);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  it('leaves the other builds planned', async () => {
    const { value, diagnostics } = await planScene({
      text: `source "rootfs" "a" {}
        source "rootfs" "b" {}
        build {
          sources = ["rootfs.a", "rootfs.b"]
          provisioner "shell" {
            only = ["rootfs.a"]
            inline = [build.ID]
          }
        }`,
    });
    expect(diagnostics).toHaveLength(1);
    expect(value.builds.map(({ id }) => id)).toEqual(['rootfs.b']);
  });
});

describe('a step that is never the same', () => {
  const shell = (line: string) => `  provisioner "shell" { inline = ["a", "${line}"] }\n`;
  it.each([
    ['the time', shell('${timestamp()}')],
    ['the time by a local', `${shell('${local.t}')}}\nlocals {\n  t = formatdate("YYYY", timestamp())\n`],
    ['the time in Packer’s second language', shell('{{timestamp}}')],
    ['something random', shell('${uuidv4()}')],
  ])('is told when it holds %s', async (_, steps) => {
    const { value, diagnostics } = await planScene({ text: createText(steps) });
    expect(value.builds).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: 'PLN009', severity: 'warning', detail: expect.stringContaining('"inline[1]" of shell') },
    ]);
  });

  it('is none when only the text of the template speaks of time', async () => {
    const { diagnostics } = await planScene({ text: createText(shell('echo timestamp')) });
    expect(diagnostics).toEqual([]);
  });
});

describe('a selection', () => {
  const text = `source "rootfs" "a" {}
    source "rootfs" "b" {}
    build {
      name = "one"
      sources = ["rootfs.a", "rootfs.b"]
      post-processors {
        post-processor "manifest" { name = "first" }
        post-processor "manifest" { name = "second" }
        post-processor "manifest" { name = "third" }
      }
    }
    build {
      source "rootfs.a" { name = "ca" }
    }`;
  it.each([
    [{ only: ['rootfs.*'] }, ['rootfs.ca']],
    [{ only: ['one.*'] }, ['one.rootfs.a', 'one.rootfs.b']],
    [{ only: ['*a'] }, ['one.rootfs.a', 'rootfs.ca']],
    [{ except: ['*a'] }, ['one.rootfs.b']],
    [{ only: ['*a'], except: ['one.*'] }, ['rootfs.ca']],
  ])('%j leaves %j', async (selection, ids) => {
    const { value, diagnostics } = await planScene({ text, selection });
    expect(diagnostics).toEqual([]);
    expect(value.builds.map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['second', ['manifest "first"']],
    ['first', []],
    ['manifest', []],
  ])('without the post-processor %s leaves what stands before it in its chain', async (name, labels) => {
    const { value } = await planScene({ text, selection: { only: ['one.rootfs.a'], except: [name] } });
    expect(value.builds[0]?.chains.flat().map(({ label }) => label)).toEqual(labels);
  });

  it('suggests the whole name', async () => {
    const { diagnostics } = await planScene({ text, selection: { only: ['b'] } });
    expect(diagnostics[0]?.hint).toBe("Did you mean -only='one.rootfs.b'?");
  });
});

describe('a version of another image in a gallery', () => {
  const text = `${IMAGE}${createText('provisioner "shell" {\n inline = [data.strata-image.g.gallery_version]\n}')}`;

  it('is what it was published as', async () => {
    const build = await planBuild({ text });
    expect(build.layers[0]?.options).toMatchObject({
      inline: ['/galleries/acme/images/golden/versions/1.0.0'],
    });
  });

  it('that is not there is told with how it comes about', async () => {
    const facts = createFacts({ galleryVersion: () => undefined });
    const { diagnostics } = await planScene({ text, facts });
    expect(diagnostics.map(({ code, detail, hint }) => [code, detail, hint])).toEqual([
      [
        'TPL050',
        'golden was not published to Azure from this workspace, so no gallery has a version of it.',
        expect.stringContaining('nx run golden:publish-image -c azure'),
      ],
    ]);
  });
});

describe('an AMI of another image', () => {
  const createScene = (region: string) => ({
    text: `${IMAGE}variable "region" { default = "eu-west-1" }\n${createText(`provisioner "shell" {\n inline = [data.strata-image.g.ami[${region}]]\n}`)}`,
  });

  it('is what it was published as', async () => {
    const build = await planBuild(createScene('var.region'));
    expect(build.layers[0]?.options).toMatchObject({ inline: ['ami-0a'] });
  });

  it.each([
    [
      '"us-east-1"',
      [['eu-west-1', 'ami-0a']],
      'golden was not published to this region. It has AMIs in eu-west-1.',
    ],
    ['var.region', [], 'golden was not published to AWS from this workspace, so it has no AMI.'],
  ] as const)('that is not there, for %s, is told with how it comes about', async (region, amis, detail) => {
    const facts = createFacts({ amis: () => new Map(amis) });
    const { diagnostics } = await planScene({ ...createScene(region), facts });
    expect(diagnostics.map(({ code, detail, hint }) => [code, detail, hint])).toEqual([
      ['TPL049', detail, expect.stringContaining('nx run golden:publish-image -c aws')],
    ]);
  });
});
