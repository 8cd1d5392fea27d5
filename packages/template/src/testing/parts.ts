import { defineCodes } from '@strata/diagnostics';
import type {
  BlockSchema,
  DataSourceDefinition,
  LayerBuilderDefinition,
  PartRegistry,
  PostProcessorDefinition,
  ProvisionerDefinition,
} from '@strata/sdk';

const problem = defineCodes({ TST001: 'Rule broken' });

/** Definitions with the forms that real parts have; none of them can be run. */
export function createTestRegistry(): PartRegistry {
  return {
    builders: new Map([['rootfs', rootfs]]),
    provisioners: new Map([
      ['shell', createProvisioner('shell', shell)],
      ['file', createProvisioner('file', file)],
    ]),
    postProcessors: new Map([['manifest', manifest]]),
    dataSources: new Map([
      ['strata-image', createDataSource('strata-image', 'image', { project: text, source: optional })],
      [
        'strata-output',
        createDataSource('strata-output', 'output', { project: text, target: text, path: text }),
      ],
    ]),
  };
}

const load = () => Promise.reject(new Error('This part is only a definition.'));

const text = { type: 'string', doc: 'A text.', affects: 'result', required: true } as const;
const optional = { type: 'string', doc: 'A text.', affects: 'result' } as const;

const base: BlockSchema = {
  options: {
    suite: { ...text, allowed: ['bookworm', 'trixie'] },
    packages: { type: { list: 'string' }, doc: '', affects: 'result', default: [] },
  },
};

const rootfs: LayerBuilderDefinition = {
  kind: 'builder',
  type: 'rootfs',
  version: '1',
  doc: '',
  builds: 'layers',
  schema: {
    options: {
      from: { type: 'input', doc: '', affects: 'result' },
      description: optional,
      size: { type: 'number', doc: '', affects: 'result', default: 10 },
    },
    blocks: {
      bootstrap: { count: 'one', doc: '', schema: base },
      user: {
        count: 'many',
        doc: '',
        schema: { options: { name: text, admin: { type: 'bool', doc: '', affects: 'result' } } },
      },
    },
  },
  foundation: () => ({ kind: 'base', type: 'bootstrap', options: {}, lockName: 'x' }),
  config: (_, inherited) => inherited,
  load,
};

const shell: BlockSchema = {
  options: {
    inline: { type: { list: 'string' }, doc: '', affects: 'result' },
    script: { type: 'string', doc: '', affects: 'result', path: 'file' },
    scripts: { type: { list: 'string' }, doc: '', affects: 'result', path: 'file' },
    env: { type: { map: 'string' }, doc: '', affects: 'result', secret: true },
    execute_command: optional,
    valid_exit_codes: { type: { list: 'number' }, doc: '', affects: 'result', default: [0] },
    network: { type: 'bool', doc: '', affects: 'result', default: true },
    pause_after: { type: 'duration', doc: '', affects: 'run' },
  },
  rules: [
    ({ inline, script, scripts }, at) => {
      const given = [inline, script, scripts].filter((one) => one !== undefined).length;
      if (given === 1) return [];
      return [problem('TST001', { detail: `${given} of inline, script, scripts`, subject: at('inline')! })];
    },
  ],
};

const file: BlockSchema = {
  options: {
    source: { ...optional, path: 'either', named: true },
    content: { ...optional, secret: true },
    destination: text,
    owner: { type: { object: { name: 'string', id: 'number' } }, doc: '', affects: 'result' },
    extra: { type: 'any', doc: '', affects: 'result' },
  },
};

function createProvisioner(type: string, schema: BlockSchema): ProvisionerDefinition {
  return { kind: 'provisioner', type, version: '1', doc: '', schema, load };
}

const manifest: PostProcessorDefinition = {
  kind: 'post-processor',
  type: 'manifest',
  version: '1',
  doc: '',
  schema: {
    options: { output: optional, custom_data: { type: { map: 'string' }, doc: '', affects: 'run' } },
  },
  load,
};

function createDataSource(
  type: string,
  reads: 'image' | 'output',
  options: BlockSchema['options'],
): DataSourceDefinition {
  return { kind: 'data', type, version: '1', doc: '', reads, schema: { options } };
}
