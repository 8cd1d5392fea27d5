import type { Template, Variable } from '@strata/template';
import { formatValue } from './format-value';
import type { Looked } from './read-template';
import type { Said } from './said';
import { MASK } from './secret-leaf';

const NOTE = `
Note: If your build names contain user variables or template
functions such as 'timestamp', these are processed at build time,
and therefore only show in their raw form here.`;

/** What `inspect` says of a JSON template, in Packer's words and with its events. */
export function listLegacyTemplate({ template }: Looked): readonly Said[] {
  return [
    { say: 'Packer Inspect: JSON mode' },
    ...listDescription(template),
    ...listVariables([...template.variables.values()].sort(byName)),
    { say: '' },
    { say: 'Builders:\n' },
    ...listBuilders(template),
    { say: '' },
    { say: 'Provisioners:\n' },
    ...listProvisioners(template),
    { say: NOTE },
  ];
}

function listDescription({ description }: Template): readonly Said[] {
  return description ? [{ say: 'Description:\n' }, { say: `${description}\n` }] : [];
}

function listVariables(variables: readonly Variable[]): readonly Said[] {
  if (variables.length === 0) return [{ say: 'Variables:\n' }, { say: '  <No variables>' }];
  const required = variables.filter((variable) => variable.default === undefined);
  const optional = variables.filter((variable) => variable.default !== undefined);
  const width = Math.max(...variables.map(({ name }) => name.length));
  return [
    ...(required.length > 0 ? [{ say: 'Required variables:\n' }] : []),
    ...required.flatMap(({ name }): readonly Said[] => [
      { event: 'template-variable', data: [name, '', '1'] },
      { say: `  ${name}` },
    ]),
    ...(required.length > 0 ? [{ say: '' }] : []),
    { say: 'Optional variables and their defaults:\n' },
    ...optional.flatMap((variable): readonly Said[] => {
      const text = getDefault(variable);
      return [
        { event: 'template-variable', data: [variable.name, text, '0'] },
        { say: `  ${variable.name.padEnd(width)} = ${text}` },
      ];
    }),
  ];
}

function getDefault({ default: value, sensitive }: Variable): string {
  const text = value ? formatValue(value) : '';
  return sensitive && text !== '' ? MASK : text;
}

function listBuilders({ builds }: Template): readonly Said[] {
  const uses = builds.flatMap((build) => build.uses).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (uses.length === 0) return [{ say: '  <No builders>' }];
  const width = Math.max(...uses.map(({ name }) => name.length));
  return uses.flatMap(({ name, source: { type } }): readonly Said[] => [
    { event: 'template-builder', data: [name, type] },
    { say: `  ${name.padEnd(width)}${name === type ? '' : ` (${type})`}` },
  ]);
}

function listProvisioners({ builds }: Template): readonly Said[] {
  const types = builds.flatMap(({ provisioners }) => provisioners.map(({ type }) => type));
  if (types.length === 0) return [{ say: '  <No provisioners>' }];
  return types.flatMap((type): readonly Said[] => [
    { event: 'template-provisioner', data: [type] },
    { say: `  ${type}` },
  ]);
}

function byName(a: Variable, b: Variable): number {
  return a.name < b.name ? -1 : 1;
}
