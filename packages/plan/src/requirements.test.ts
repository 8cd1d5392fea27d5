import { getRequirements } from './requirements';
import { createTestRegistry } from './testing/parts';
import { createText, loadScene, type Scene } from './testing/plans';

async function getNeeds(scene: Scene) {
  const template = await loadScene(scene);
  const selection = { only: [], except: [], ...scene.selection };
  const { value, diagnostics } = getRequirements(template, selection, createTestRegistry());
  return {
    images: value.images.map(({ reference }) => reference.project),
    published: value.images.flatMap(({ reference, publishedTo }) =>
      publishedTo.map((cloud) => `${reference.project} ${cloud}`),
    ),
    outputs: value.outputs.map(
      ({ reference }) => `${reference.project}:${reference.target}:${reference.path}`,
    ),
    files: value.files.map(({ path, kind, range }) => [path, kind, range?.start.line]),
    bases: value.bases.map(({ lockName }) => lockName),
    machines: value.machines.map(({ builder, source, options }) => [builder.type, source, options]),
    codes: diagnostics.map(({ code }) => code),
  };
}

const OUTPUT = 'data "strata-output" "o" {\n  project = "api"\n  target = "bundle"\n  path = "dist"\n}\n';
const image = (name: string) => `data "strata-image" "${name}" { project = "${name}" }\n`;

describe('the requirements of a template', () => {
  it('are files with their places, each once', async () => {
    const steps = `  provisioner "shell" {
    scripts = ["a.sh", "\${path.root}/b.sh"]
  }
  provisioner "file" {
    source = "a.sh"
    destination = "/"
  }
  provisioner "shell" {
    scripts = ["a.sh"]
  }
  provisioner "file" {
    direction = "download"
    source = "/etc/hosts"
    destination = "/"
  }`;
    expect((await getNeeds({ text: createText(steps) })).files).toEqual([
      ['a.sh', 'file', 7],
      ['./b.sh', 'file', 7],
      ['a.sh', 'either', 10],
    ]);
  });

  it('are no files where an option is of the wrong type', async () => {
    const steps = '  provisioner "file" {\n    source = ["a.sh"]\n    destination = "/"\n  }\n';
    expect(await getNeeds({ text: createText(steps) })).toMatchObject({ files: [], codes: ['TPL034'] });
  });

  it('are bases for images without a parent', async () => {
    expect(await getNeeds({ text: createText('', 'suite = "sid"') })).toMatchObject({
      images: [],
      bases: ['bootstrap sid'],
    });
  });

  it('are parents, used or not, and outputs', async () => {
    const text = `${image('golden')}${image('unused')}${OUTPUT}${createText('provisioner "image-copy" { from = data.strata-output.o.files }', 'from = data.strata-image.golden.layers')}`;
    expect(await getNeeds({ text })).toMatchObject({
      images: ['golden', 'unused'],
      outputs: ['api:bundle:dist'],
      bases: [],
      codes: [],
    });
  });

  it('say of which parents it is read where they were published', async () => {
    const text = `${image('one')}${image('two')}${image('three')}
      source "rootfs" "a" { from = data.strata-image.one.layers }
      source "rootfs" "b" { from = data.strata-image.one.layers }
      build {
        sources = ["rootfs.a", "rootfs.b"]
        provisioner "shell" {
          only = ["rootfs.b"]
          inline = ["echo \${data.strata-image.two.ami["eu-west-1"]}", data.strata-image.three.gallery_version]
        }
      }`;
    expect((await getNeeds({ text })).published).toEqual(['two aws', 'three azure']);
  });

  it('leave out what only builds need that were not selected', async () => {
    const text = `${image('one')}${image('two')}
      locals { two = data.strata-image.two.layers }
      source "rootfs" "a" { from = data.strata-image.one.layers }
      source "rootfs" "b" { from = local.two }
      build {
        sources = ["rootfs.a", "rootfs.b"]
        provisioner "shell" {
          only = ["rootfs.b"]
          scripts = ["b.sh"]
        }
      }`;
    expect(await getNeeds({ text, selection: { only: ['*.a'] } })).toMatchObject({
      images: ['one'],
      files: [],
    });
    expect(await getNeeds({ text, selection: { only: ['*.b'] } })).toMatchObject({
      images: ['two'],
      files: [['b.sh', 'file', 11]],
    });
  });

  it('have no file inside an output that is not built yet', async () => {
    const text = `${OUTPUT}${createText('provisioner "file" {\n source = "${data.strata-output.o.path}/x"\n destination = "/"\n}')}`;
    expect(await getNeeds({ text })).toMatchObject({ files: [], outputs: ['api:bundle:dist'], codes: [] });
  });

  it('are machines with those of their options that are known', async () => {
    const text = `${OUTPUT}source "vm" "m" {
      memory = 768
      http_directory = data.strata-output.o.path
    }
    build { sources = ["vm.m"] }`;
    expect((await getNeeds({ text })).machines).toEqual([
      ['vm', 'vm.m', { memory: 768, format: 'qcow2', headless: undefined }],
    ]);
  });

  it('come with every problem of the options', async () => {
    const text = createText('provisioner "shell" { inlin = [] }\nprovisioner "file" {}');
    expect((await getNeeds({ text })).codes).toEqual(['TPL032', 'TPL033']);
  });
});
