import type {
  BlockSchema,
  BuilderDefinition,
  DataSourceDefinition,
  LayerBuilderDefinition,
  MachineBuilderDefinition,
  OptionSpec,
  OptionsOf,
  PartRegistry,
  PostProcessorDefinition,
  ProvisionerDefinition,
} from '@strata/sdk';

/** What a test may change about the parts: a new version of one, say. */
export interface PartChanges {
  readonly shellVersion?: string;
}

/** Definitions with the forms that real parts have; none of them can be run. */
export function createTestRegistry({ shellVersion = '1' }: PartChanges = {}): PartRegistry {
  return {
    builders: new Map<string, BuilderDefinition>([
      ['rootfs', rootfs],
      ['vm', vm],
    ]),
    provisioners: new Map([
      [
        'shell',
        createProvisioner('shell', {
          version: shellVersion,
          schema: shell,
          network: ({ network }) => network !== false,
        }),
      ],
      ['here', createProvisioner('here', { version: '1', schema: shell, outside: () => true })],
      ['file', createProvisioner('file', { version: '1', schema: file, network: () => false })],
      ['image-copy', createProvisioner('image-copy', { version: '1', schema: imageCopy })],
    ]),
    postProcessors: new Map([['manifest', manifest]]),
    dataSources: new Map([
      ['strata-image', createDataSource('strata-image', 'image', ['project', 'source'])],
      ['strata-output', createDataSource('strata-output', 'output', ['project', 'target', 'path'])],
    ]),
  };
}

const load = () => Promise.reject(new Error('This part is only a definition.'));

const option = (type: OptionSpec['type'], more: Partial<OptionSpec> = {}): OptionSpec => ({
  type,
  doc: '',
  affects: 'result',
  ...more,
});

const rootfs: LayerBuilderDefinition = {
  kind: 'builder',
  type: 'rootfs',
  version: '1',
  doc: '',
  builds: 'layers',
  schema: {
    options: {
      from: option('input'),
      suite: option('string', { default: 'trixie' }),
      password: option('string', { secret: true }),
      entrypoint: option({ list: 'string' }),
    },
  },
  foundation: ({ from, suite, password }) =>
    from
      ? { kind: 'image', reference: from as { kind: 'image'; project: string } }
      : { kind: 'base', type: 'bootstrap', options: { suite, password }, lockName: `bootstrap ${suite}` },
  config: ({ entrypoint }, inherited) =>
    entrypoint ? { ...inherited, entrypoint: entrypoint as readonly string[] } : inherited,
  load,
};

/** Keeps states of its machines unless its disk is raw. */
const vm: MachineBuilderDefinition = {
  kind: 'builder',
  type: 'vm',
  version: '1',
  doc: '',
  builds: 'machine',
  schema: {
    options: {
      memory: option('number', { default: 512 }),
      format: option('string', { default: 'qcow2' }),
      http_directory: option('string', { path: 'directory' }),
      headless: option('bool', { affects: 'run' }),
    },
  },
  facts: [],
  resources: [],
  checkpoints: ({ format }) => format === 'qcow2',
  load,
};

const shell: BlockSchema = {
  options: {
    inline: option({ list: 'string' }),
    scripts: option({ list: 'string' }, { path: 'file' }),
    env: option({ map: 'string' }, { secret: true }),
    network: option('bool', { default: true }),
    valid_exit_codes: option({ list: 'number' }, { default: [0] }),
    start_retry_timeout: option('duration', { affects: 'run', default: 300_000 }),
    debug: option('bool', { affects: 'run' }),
  },
};

const file: BlockSchema = {
  options: {
    source: option('string', {
      path: 'either',
      named: true,
      pathWhen: ({ direction }) => direction !== 'download',
    }),
    destination: option('string', { required: true }),
    direction: option('string', { default: 'upload' }),
  },
};

const imageCopy: BlockSchema = {
  options: {
    from: option('input', { required: true }),
    more: option({ list: 'input' }),
    paths: option({ list: 'string' }, { default: ['/'] }),
  },
};

interface Made {
  readonly version: string;
  readonly schema: BlockSchema;
  readonly network?: (options: OptionsOf<BlockSchema>) => boolean;
  readonly outside?: () => boolean;
}

function createProvisioner(type: string, made: Made): ProvisionerDefinition {
  return { kind: 'provisioner', type, doc: '', load, ...made };
}

const manifest: PostProcessorDefinition = {
  kind: 'post-processor',
  type: 'manifest',
  version: '1',
  doc: '',
  schema: { options: { output: option('string'), custom_data: option({ map: 'string' }) } },
  load,
};

function createDataSource(
  type: string,
  reads: 'image' | 'output',
  names: readonly string[],
): DataSourceDefinition {
  const options = Object.fromEntries(
    names.map((name) => [name, option('string', { required: name !== 'source' })]),
  );
  return { kind: 'data', type, version: '1', doc: '', reads, schema: { options } };
}
