import { createWorkspaceFixture, shellSteps, type WorkspaceFixture } from '../testing/workspace-fixture';

let workspace: WorkspaceFixture;
beforeEach(() => {
  workspace = createWorkspaceFixture();
});
afterEach(() => workspace[Symbol.dispose]());

const receipt = (name: string) => workspace.read(`images/${name}/dist/rootfs.${name}.receipt.json`);

describe('strata build', () => {
  it('builds an image and then has nothing to do', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one', 'echo two > /etc/two'));
    const first = await workspace.strata('build', 'images/golden');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain('golden/rootfs.golden: [3/3] shell: ');
    const before = receipt('golden');
    const second = await workspace.strata('build', 'images/golden');
    expect(second.out).toContain('Unchanged, nothing to do,');
    expect(receipt('golden')).toBe(before);
  });

  it('builds the parents it needs, and a change in the last step runs only that', async () => {
    workspace.image('golden', shellSteps('echo golden > /etc/golden'));
    workspace.child('web', 'golden', shellSteps('cat /etc/golden', 'echo 1 > /etc/web'));
    expect(await workspace.strata('build', 'images/web')).toMatchObject({ code: 0 });
    workspace.child('web', 'golden', shellSteps('cat /etc/golden', 'echo 2 > /etc/web'));
    const { out } = await workspace.strata('build', 'images/web');
    expect(out).toContain('web/rootfs.web: [2/3] shell: cached');
    expect(out).toContain('web/rootfs.web: [3/3] shell ...');
    expect(out).toContain('golden/rootfs.golden: Unchanged');
  });

  it('rebuilds no child of a parent that was rebuilt and came out the same', async () => {
    workspace.image('golden', shellSteps('echo golden > /etc/golden'));
    workspace.child('web', 'golden', shellSteps('echo web > /etc/web'));
    await workspace.strata('build', 'images/web');
    const before = receipt('golden');
    workspace.image('golden', shellSteps('printf "golden\\n" > /etc/golden'));
    const { out } = await workspace.strata('build', 'images/web');
    expect(out).toContain('golden/rootfs.golden: Built');
    expect(out).toContain('web/rootfs.web: Unchanged');
    expect(receipt('golden')).toBe(before);
  });

  it('gives equal layers in another folder', async () => {
    using other = createWorkspaceFixture();
    for (const each of [workspace, other]) {
      each.image(
        'golden',
        shellSteps(
          'mkdir -p /srv && echo x > /srv/x && chmod 4755 /srv/x',
          'ln -s x /srv/y; rm /usr/bin/tty',
        ),
      );
      expect(await each.strata('build', 'images/golden')).toMatchObject({ code: 0 });
    }
    expect(other.read('images/golden/dist/rootfs.golden.receipt.json')).toBe(receipt('golden'));
  });

  it('keeps the layers before a failed step and shows what the step wrote', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one', 'echo what went wrong; exit 3'));
    const failed = await workspace.strata('build', 'images/golden');
    expect(failed.code).toBe(1);
    expect(failed.out).toContain('golden/rootfs.golden: what went wrong');
    expect(failed.out).toMatch(/image\.pkr\.hcl line \d+/);
    expect(failed.out + failed.err).not.toMatch(/\n\s+at .*\.ts:/);
    workspace.image('golden', shellSteps('echo one > /etc/one', 'echo mended'));
    const mended = await workspace.strata('build', 'images/golden');
    expect(mended.out).toContain('[2/3] shell: cached');
    expect(mended.code).toBe(0);
  });

  it('hides secrets in all output, and a changed secret rebuilds', async () => {
    const secret = 'correct-horse-battery';
    const provisioner = `  provisioner "shell" {
    inline           = ["echo the token is $TOKEN", "echo $TOKEN | wc -c > /etc/length"]
    environment_vars = ["TOKEN=\${var.token}"]
    network          = false
  }
`;
    workspace.image('golden', provisioner);
    workspace.write(
      'images/golden/variables.pkr.hcl',
      'variable "token" {\n  type      = string\n  sensitive = true\n}\n',
    );
    const built = await workspace.strata('build', '-verbose', `-var=token=${secret}`, 'images/golden');
    expect(built).toMatchObject({ code: 0 });
    expect(built.out).toContain('the token is <sensitive>');
    expect(built.out).not.toContain(secret);
    const again = await workspace.strata('build', `-var=token=${secret}`, 'images/golden');
    expect(again.out).toContain('Unchanged');
    const other = await workspace.strata('build', '-var=token=another-long-secret', 'images/golden');
    expect(other.out).toContain('[2/2] shell ...');
  });

  it('copies files out of another image with image-copy', async () => {
    workspace.image(
      'tools',
      shellSteps('mkdir -p /opt/tool && echo tool > /opt/tool/file && ln /opt/tool/file /opt/tool/hard'),
    );
    workspace.image(
      'golden',
      `  provisioner "image-copy" {
    from        = data.strata-image.tools.layers
    paths       = ["/opt/tool"]
    destination = "/"
  }

${shellSteps('cat /opt/tool/hard > /etc/proof')}`,
    );
    workspace.write('images/golden/data.pkr.hcl', 'data "strata-image" "tools" {\n  project = "tools"\n}\n');
    expect(await workspace.strata('build', 'images/golden')).toMatchObject({ code: 0 });
    const shell = await workspace.strata(
      'shell',
      '-command',
      'cat /etc/proof; stat -c %h /opt/tool/file',
      'images/golden',
    );
    expect(shell).toMatchObject({ code: 0, out: 'tool\n2\n' });
  });
});

describe('other commands', () => {
  it('plan shows what is stored and what would be built, without building', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    const plan = await workspace.strata('plan', 'images/golden');
    expect(plan.out).toContain('2 of 2 to build.');
    await workspace.strata('build', 'images/golden');
    expect((await workspace.strata('plan', 'images/golden')).out).toContain('Nothing to build.');
  });

  it('why tells which step changed', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    await workspace.strata('build', 'images/golden');
    expect((await workspace.strata('why', 'images/golden')).out).toContain('Nothing changed');
    workspace.image('golden', shellSteps('echo two > /etc/one'));
    expect((await workspace.strata('why', 'images/golden')).out).toContain('inline');
  });

  it('shell opens any layer, and what it changes is gone', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one', 'echo two > /etc/one'));
    await workspace.strata('build', 'images/golden');
    expect(
      (await workspace.strata('shell', '-step=2', '-command', 'cat /etc/one; rm /etc/one', 'images/golden'))
        .out,
    ).toBe('one\n');
    expect((await workspace.strata('shell', '-command', 'cat /etc/one', 'images/golden')).out).toBe('two\n');
    expect(await workspace.strata('shell', '-step=9', '-command', 'true', 'images/golden')).toMatchObject({
      code: 1,
    });
  });

  it('export writes each format, and refuses to write over what is there', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    await workspace.strata('build', 'images/golden');
    for (const format of ['oci', 'docker-archive', 'tar']) {
      expect(
        await workspace.strata('export', `-format=${format}`, `-output=out.${format}`, 'images/golden'),
      ).toMatchObject({ code: 0 });
      expect(workspace.has(`out.${format}`)).toBe(true);
    }
    expect(workspace.read('out.oci/oci-layout')).toContain('1.0.0');
    expect((await workspace.strata('export', '-output=out.oci', 'images/golden')).err).toContain('CLI010');
  });

  it('export refuses a disk that nothing could start, and leaves no piece of it', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    await workspace.strata('build', 'images/golden');
    const words = ['-format=raw', '-size=256M', '-output=out.raw', 'images/golden'];
    const { code, err } = await workspace.strata('export', ...words);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('LAY103') });
    expect(workspace.has('out.raw')).toBe(false);
  });

  it('collect keeps what receipts need and removes the rest', async () => {
    workspace.image('golden', shellSteps('echo one > /etc/one'));
    await workspace.strata('build', 'images/golden');
    workspace.image('golden', shellSteps('echo two > /etc/one'));
    await workspace.strata('build', 'images/golden');
    expect((await workspace.strata('collect', '-dry-run')).out).toMatch(/Would free .* in 1 layers/);
    expect((await workspace.strata('collect')).out).toMatch(/Freed .* in 1 layers/);
    expect((await workspace.strata('build', 'images/golden')).out).toContain('Unchanged');
  });
});
