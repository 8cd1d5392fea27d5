import { createContext } from '../testing/decode';
import { getPlaces } from '../testing/load';
import type { UseContext } from './decode-parts';
import { decodePostProcessor, decodeProvisioner, decodeSource } from './decode-parts';

const template = (parts: { source?: string; use?: string; steps?: string }) => `
source "rootfs" "base" {
${parts.source ?? ''}
}
build {
  name = "b"
  source "rootfs.base" {
    name = "local"
${parts.use ?? ''}
  }
${parts.steps ?? ''}
}`;

const inline = (lines: string, more = '') => `  provisioner "shell" {\n    inline = ${lines}\n${more}\n  }`;

function decodeStep(context: UseContext) {
  const step = context.build.provisioners[0];
  if (!step) throw new Error('no step');
  return decodeProvisioner(context, step);
}

describe('the options of a source', () => {
  it('know which use they are read for', async () => {
    const { value } = decodeSource(
      await createContext(template({ source: 'description = "${source.type} ${source.name}"' })),
    );
    expect(value?.options.description).toBe('rootfs local');
  });

  it('are the source’s own and what the use adds', async () => {
    const { value, diagnostics } = decodeSource(
      await createContext(
        template({ source: 'size = 1\nuser { name = "a" }', use: 'description = "d"\nuser { name = "b" }' }),
      ),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.options).toMatchObject({ size: 1, description: 'd', user: [{ name: 'a' }, { name: 'b' }] });
  });

  it('cannot be given again by the use', async () => {
    const { diagnostics } = decodeSource(
      await createContext(template({ source: 'size = 1', use: 'size = 2' })),
    );
    expect(getPlaces(diagnostics)).toEqual(['TPL010 image.pkr.hcl:9:1']);
    expect(diagnostics[0]?.related).toMatchObject([{ range: { start: { line: 3 } } }]);
  });

  it('cannot see the build', async () => {
    const { diagnostics } = decodeSource(
      await createContext(template({ source: 'description = build.name' })),
    );
    expect(diagnostics).toHaveLength(1);
  });
});

describe('the options of a provisioner', () => {
  it('see the build, the source and the template', async () => {
    const text = template({ steps: inline('["${build.name} ${source.name} ${source.type} ${path.root}"]') });
    expect(decodeStep(await createContext(text)).value?.options.inline).toEqual(['b local rootfs .']);
  });

  it('refuse a value of the build that no build has', async () => {
    const { diagnostics } = decodeStep(await createContext(template({ steps: inline('[build.Hots]') })));
    expect(diagnostics).toHaveLength(1);
  });

  it.each([
    ['the one for this source', 'override = { local = { inline = ["x"] } }', ['x']],
    ['none for another', 'override = { other = { inline = ["x"] } }', ['a']],
    ['none under the source’s label', 'override = { base = { inline = ["x"] } }', ['a']],
    ['one that refers to values', 'override = { local = { inline = [source.name] } }', ['local']],
  ])('are replaced by an override: %s', async (_, override, expected) => {
    const { value, diagnostics } = decodeStep(
      await createContext(template({ steps: inline('["a"]', override) })),
    );
    expect(diagnostics).toEqual([]);
    expect(value?.options.inline).toEqual(expected);
  });

  it.each([
    ['is no object', 'override = ["x"]', 'TPL011'],
    ['holds no objects', 'override = { local = 1 }', 'TPL011'],
    ['has an unknown option', 'override = { local = { inlin = [] } }', 'TPL032'],
  ])('tell an override that %s', async (_, override, code) => {
    const { diagnostics } = decodeStep(await createContext(template({ steps: inline('["a"]', override) })));
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });
});

describe('the options of a post-processor', () => {
  const text = template({ steps: '  post-processor "manifest" { custom_data = { id = build.ID } }' });

  it('hold placeholders until the build has run, and values then', async () => {
    const context = await createContext(text);
    const step = context.build.chains[0]?.[0];
    if (!step) throw new Error('no step');
    expect(decodePostProcessor(context, step).value).toMatchObject({
      options: { custom_data: { id: '<unknown>' } },
      unknown: ['custom_data'],
    });
    expect(decodePostProcessor({ ...context, buildValues: { ID: 'sha256:1' } }, step).value).toMatchObject({
      options: { custom_data: { id: 'sha256:1' } },
      unknown: [],
    });
  });
});

describe('Packer’s second language in strings', () => {
  it.each([
    ['{{timestamp}}', '1700000000'],
    ['{{ isotime }}', '2023-11-14T22:13:20Z'],
    ['{{isotime "2006-01-02"}}', '2023-11-14'],
    ['{{upper `a`}}-{{ lower "B" }}', 'A-b'],
    ['{{ `x` | upper }}', 'X'],
    ['{{build_name}} {{build_type}}', 'base rootfs'],
    ['{{template_dir}} {{pwd}}', '. /ws/image'],
    ['{{packer_version}}', '1.16.0'],
    ['{{split `a/b/c` `/` 1}}', 'b'],
    ['{{replace_all `-` `_` `a-b-c`}}', 'a_b_c'],
    ['{{ upper (split `a/b` `/` 1) }}', 'B'],
    ['a {{- timestamp -}} b', 'a1700000000b'],
    ['{{.Vars}} {{ .Path }}', '{{.Vars}} {{ .Path }}'],
    ['a {{- .Vars }}', 'a {{- .Vars }}'],
    ['{{ upper .Name }}', '{{ upper .Name }}'],
    ['{{ clean_resource_name `a b` }}', '{{ clean_resource_name `a b` }}'],
    ['{{if .X}}{{timestamp}}{{end}}', '{{if .X}}1700000000{{end}}'],
    ['{{/* nothing */}}x', 'x'],
  ])('%s gives %s', async (text, expected) => {
    const line = text.replaceAll('"', '\\"');
    const context = await createContext(template({ steps: inline(`["${line}"]`) }));
    const { value, diagnostics } = decodeStep(context);
    expect(diagnostics).toEqual([]);
    expect(value?.options.inline).toEqual([expected]);
  });

  it.each(['{{user `x`}}', '{{ env `HOME` }}'])(
    'has no %s outside the variables of JSON templates',
    async (text) => {
      const context = await createContext(template({ steps: inline(`["${text}"]`) }));
      expect(decodeStep(context).diagnostics).toMatchObject([{ code: 'TPL041' }]);
    },
  );

  it('tells a function that fails, at the option', async () => {
    const { diagnostics } = decodeStep(
      await createContext(template({ steps: inline('["{{split `a` `/` 5}}"]') })),
    );
    expect(getPlaces(diagnostics)).toEqual(['TPL041 image.pkr.hcl:12:14']);
  });
});
