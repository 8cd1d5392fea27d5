import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../..');

/** Runs code from the sources in a process of its own and gives the files that were loaded. */
function listLoaded(code: string): string {
  const loader = join(repository, 'tools/source-loader/register.js');
  const program = `
    Intl.Segmenter = class { constructor() { throw new Error('a segmenter was made while loading'); } };
    ${code};
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  return execFileSync(process.execPath, ['--require', loader, '--eval', program], {
    cwd: repository,
    encoding: 'utf8',
  });
}

test('asking for the version loads nothing that reads or builds', () => {
  const loaded = listLoaded("require('./packages/cli/src/run-cli.ts')");
  for (const name of ['hcl', 'template', 'plan', 'engine', 'layers', 'builders'])
    expect(loaded).not.toContain(`/packages/${name}/`);
});

test('the language comes without what few templates use', () => {
  const loaded = listLoaded("require('@strata/hcl'); require('@strata/template')");
  for (const name of ['yaml', 're2js', 'bcryptjs', 'iconv-lite', 'fflate'])
    expect(loaded).not.toContain(`/node_modules/${name}/`);
  for (const name of ['json/parse', 'functions/registry'])
    expect(loaded).not.toContain(`/packages/hcl/src/${name}.ts`);
});

test('a simple condition about a whole text comes without RE2', () => {
  const loaded = listLoaded(`
    const { Value } = require('@strata/hcl');
    const { regex } = require('./packages/hcl/src/functions/regex/regex.ts');
    regex.call([Value.string('^[a-z]*$'), Value.string('a')], regex.returns([Value.string('^[a-z]*$')]));`);
  expect(loaded).toContain('/functions/regex/regex.ts');
  expect(loaded).not.toContain('/node_modules/re2js/');
});

test('a session comes without the services that few templates ask', () => {
  const loaded = listLoaded("require('./packages/cli/src/function-ports/remote-values.ts')");
  for (const name of ['@aws-sdk', '@smithy']) expect(loaded).not.toContain(`/node_modules/${name}/`);
  for (const name of ['vault', 'consul', 'secrets-manager'])
    expect(loaded).not.toContain(`/function-ports/${name}.ts`);
});

test('a build that finds every layer stored comes without what shows progress', () => {
  const loaded = listLoaded("require('./packages/cli/src/commands/build.ts')");
  expect(loaded).toContain('/packages/cli/src/view/terminal.ts');
  for (const name of ['cli/src/view/progress', 'sdk/src/progress'])
    expect(loaded).not.toContain(`/packages/${name}/`);
});

test('a definition is loaded when it is asked for', () => {
  const loaded = listLoaded("require('@strata/standard').createStandardRegistry().provisioners.get('shell')");
  expect(loaded).toContain('/packages/provisioners/src/shell/definition.ts');
  for (const name of ['builders/src/qemu', 'provisioners/src/ansible', 'post-processors/src/notify'])
    expect(loaded).not.toContain(`/packages/${name}/`);
});

test('parts of AWS are known without its SDK', () => {
  const loaded = listLoaded(`
    const { dataSources } = require('@strata/standard').createStandardRegistry();
    dataSources.get('amazon-ami').load();`);
  expect(loaded).toContain('/packages/target-aws/src/data-sources/ami/definition.ts');
  for (const name of ['@aws-sdk', '@smithy']) expect(loaded).not.toContain(`/node_modules/${name}/`);
});

test('parts of Azure are known without its SDK', () => {
  const loaded = listLoaded(`
    const { builders } = require('@strata/standard').createStandardRegistry();
    builders.get('azure-arm').load();`);
  expect(loaded).toContain('/packages/target-azure/src/builders/arm/builder.ts');
  for (const name of ['@azure', 'node-forge']) expect(loaded).not.toContain(`/node_modules/${name}/`);
});

test('publishing to Azure is known without its SDK', () => {
  const loaded = listLoaded("require('./packages/cli/src/publish/azure/azure-kind.ts')");
  expect(loaded).toContain('/packages/target-azure/src/publish/publish-to-azure.ts');
  for (const name of ['@azure', '@typespec']) expect(loaded).not.toContain(`/node_modules/${name}/`);
});

test('a builder comes without what makes bases', () => {
  const loaded = listLoaded("require('./packages/builders/src/rootfs/builder.ts')");
  for (const name of ['apt/proxy', 'oci', 'downloads', 'sandbox'])
    expect(loaded).not.toContain(`/packages/layers/src/${name}/`);
});

test('a layer is opened for a step without what makes bases and reads or writes images', () => {
  const loaded = listLoaded("require('./packages/builders/src/rootfs/open-on-stack.ts')");
  expect(loaded).toContain('/packages/layers/src/sandbox/open.ts');
  for (const name of ['base', 'oci']) expect(loaded).not.toContain(`/packages/layers/src/${name}/`);
});

test('what can reach machines comes without the network protocols that a build may not need', () => {
  const loaded = listLoaded("require('@strata/communicators')");
  for (const name of ['ssh2', 'tar-stream']) expect(loaded).not.toContain(`/node_modules/${name}/`);
});
