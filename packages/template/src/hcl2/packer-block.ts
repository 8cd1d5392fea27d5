import type { Checked, Diagnostic, Range } from '@strata/diagnostics';
import type { Attribute, Block, Body } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import type { PackerSettings, RequiredPlugin } from '../template';
import { LANGUAGE_VERSION, satisfies } from '../version';
import { readConstant, readLiteralText } from './arguments';
import { checkRequiredPlugin } from './required-plugin';
import { readBody } from './shape';

/** Reads all `packer` blocks together: each may be spread over files. */
export function readPackerBlocks(blocks: readonly Block[]): Checked<PackerSettings> {
  return collect((take, report) => {
    const bodies = blocks.map(({ body }) => take(readBody(body, { required_plugins: [] }, 'A packer block')));
    const versions = bodies.flatMap((body) => take(readRequiredVersion(body)));
    for (const { constraint, range } of versions) report(checkVersion(constraint, range));
    return { requiredVersions: versions, requiredPlugins: take(readRequiredPlugins(bodies)) };
  });
}

function readRequiredVersion({ attributes }: Body): Checked<PackerSettings['requiredVersions']> {
  return collect((take, report) => {
    for (const { name, nameRange } of attributes.values())
      if (name !== 'required_version') report(getNotSetting(name, nameRange));
    const attribute = attributes.get('required_version');
    const constraint = take(readLiteralText(attribute));
    return attribute && constraint !== undefined ? [{ constraint, range: attribute.expr.range }] : [];
  });
}

function getNotSetting(name: string, subject: Range): Diagnostic {
  const detail = `A packer block takes required_version and required_plugins; "${name}" is none of them.`;
  return problem('TPL005', { detail, subject });
}

function checkVersion(constraint: string, subject: Range): readonly Diagnostic[] {
  const fits = satisfies(LANGUAGE_VERSION, constraint);
  if (fits) return [];
  const detail =
    fits === undefined
      ? `"${constraint}" is not a version constraint. Write conditions such as ">= 1.7.0, < 2.0.0".`
      : `The template wants Packer ${constraint}; Strata speaks the language of Packer ${LANGUAGE_VERSION}.`;
  return [problem('TPL038', { detail, subject })];
}

/** Whether the template says that it is not for this version of the language. */
export function isForAnotherVersion({ requiredVersions }: PackerSettings): boolean {
  return requiredVersions.some(({ constraint }) => satisfies(LANGUAGE_VERSION, constraint) === false);
}

function readRequiredPlugins(bodies: readonly Body[]): Checked<ReadonlyMap<string, RequiredPlugin>> {
  return collect((take, report) => {
    const plugins = new Map<string, RequiredPlugin>();
    const blocks = bodies.flatMap((body) => body.blocks);
    for (const attribute of blocks.flatMap((block) => take(getPluginAttributes(block)))) {
      const plugin = take(readPlugin(attribute));
      const first = plugins.get(attribute.name);
      if (first) report(getRepeated(attribute, first));
      else if (plugin) plugins.set(attribute.name, plugin);
    }
    return plugins;
  });
}

function getPluginAttributes({ body }: Block): Checked<readonly Attribute[]> {
  return collect((take) => {
    const { attributes } = take(readBody(body, {}, 'A required_plugins block'));
    return [...attributes.values()];
  });
}

function getRepeated({ name, nameRange }: Attribute, first: RequiredPlugin): Diagnostic {
  const { file, start } = first.range;
  const detail = `The plugin "${name}" is already required in ${file} on line ${start.line}.`;
  return problem('TPL010', { detail, subject: nameRange });
}

function readPlugin(attribute: Attribute): Checked<RequiredPlugin | undefined> {
  return collect((take, report) => {
    const value = take(readConstant(attribute));
    if (!value) return undefined;
    const entries = value.kind === 'object' ? value.entries : new Map();
    const [source, version] = ['source', 'version'].map((key) => entries.get(key));
    if (source?.kind === 'string' && version?.kind === 'string' && entries.size === 2) {
      const plugin = { source: source.string, version: version.string, range: attribute.range };
      report(checkRequiredPlugin(attribute, plugin));
      return plugin;
    }
    const detail = `A required plugin is an object of "version" and "source", both strings: ${attribute.name} = { version = "~> 1.2", source = "github.com/NAME/PLUGIN" }.`;
    report(problem('TPL011', { detail, subject: attribute.expr.range }));
    return undefined;
  });
}
