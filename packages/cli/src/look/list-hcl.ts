import type { Build, PostProcessor, Provisioner, Template } from '@strata/template';
import { listValues } from './list-values';
import type { Looked } from './read-template';
import type { Said } from './said';

/** What `inspect` says of an HCL2 template, in Packer's words. */
export function listHclTemplate(looked: Looked): readonly Said[] {
  return [
    { say: 'Packer Inspect: HCL2 mode\n' },
    { say: listValues(looked) },
    { say: listBuilds(looked.template) },
  ];
}

function listBuilds({ builds }: Template): string {
  return `> builds:\n${builds.map(listBuild).join('')}`;
}

function listBuild({ name, description, sources, provisioners, chains }: Build, index: number): string {
  return [
    `\n  > ${name || `<unnamed build ${index}>`}:\n`,
    description ? `\n  > Description: ${description}\n` : '',
    '\n    sources:\n',
    ...orNone(
      sources.map((source) => `\n      ${source}\n`),
      '\n      <no source>\n',
    ),
    '\n    provisioners:\n\n',
    ...orNone(
      provisioners.map((step) => `      ${getTitle(step)}\n`),
      '      <no provisioner>\n',
    ),
    '\n    post-processors:\n',
    ...orNone(chains.map(listChain), '\n      <no post-processor>\n'),
  ].join('');
}

function listChain(chain: readonly PostProcessor[], index: number): string {
  return `\n      ${index}:\n${chain.map((step) => `        ${getTitle(step)}\n`).join('')}`;
}

function getTitle({ type, name }: Provisioner | PostProcessor): string {
  return name ? `${type}.${name}` : type;
}

function orNone(rows: readonly string[], none: string): readonly string[] {
  return rows.length > 0 ? rows : [none];
}
