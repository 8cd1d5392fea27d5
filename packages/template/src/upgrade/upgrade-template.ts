import { type Checked, hasErrors } from '@strata/diagnostics';
import { formatHcl, type JsonObject } from '@strata/hcl';
import type { PartRegistry } from '@strata/sdk';
import { problem } from '../codes';
import { parseDocument } from '../legacy/document';
import { ANNOTATIONS } from './annotations';
import { writeBuild } from './build';
import { getSources, groupByOldName } from './builders';
import { writeImages, writeSecrets } from './data';
import { getNewVariables } from './names';
import { readOldTemplate } from './old-template';
import { writePackerBlock } from './packer-block';
import { createScribe, type Scribe } from './scribe';
import { writeSources } from './sources';
import { writeLocals, writeVariables } from './variables';

/** How a template is written anew. */
export interface UpgradeOptions {
  /** Parts whose schemas tell arguments from blocks; of others their values must. */
  readonly registry: PartRegistry;
  /** Comments that explain each kind of block. */
  readonly annotations: boolean;
}

/**
 * Writes a JSON template in HCL2, in its canonical layout, as Packer's `hcl2_upgrade` does. Undefined when the text is
 * no template. Mistakes in what it says are carried over: whoever loads the result is told them.
 */
export function upgradeTemplate(
  text: string,
  file: string,
  options: UpgradeOptions,
): Checked<string | undefined> {
  const { value, diagnostics } = parseDocument(text, file);
  if (hasErrors(diagnostics) || !value) return { value: undefined, diagnostics };
  if (value.kind === 'object') {
    const formatted = formatHcl(writeTemplate(value, options), `${file}.pkr.hcl`);
    return { value: formatted.value, diagnostics: [...diagnostics, ...formatted.diagnostics] };
  }
  const detail = 'A JSON template is an object with "builders".';
  return { value: undefined, diagnostics: [problem('TPL011', { detail, subject: value.range })] };
}

function writeTemplate(root: JsonObject, { registry, annotations }: UpgradeOptions): string {
  const template = readOldTemplate(root);
  const scribe = createScribe(getNewVariables(template));
  // Strings tell of secrets and of the time, so all that holds strings is written before the blocks for those.
  const variables = writeVariables(scribe);
  const locals = writeLocals(scribe);
  const images = writeImages(getSources(template.builders), scribe);
  const { sources } = images;
  const written = writeSources(sources, scribe, registry);
  const build = writeBuild(template, sources, { byName: groupByOldName(sources), scribe, registry });
  const annotate = (name: keyof typeof ANNOTATIONS, block: string) =>
    block !== '' && annotations
      ? `${ANNOTATIONS[name]}${block.replace(/^\n/u, '')}`
      : block.replace(/^\n/u, '');
  const blocks = [
    annotations ? ANNOTATIONS.file : '',
    template.comments.map(writeComment).join(''),
    annotate('packer', writePackerBlock(template)),
    annotate('variables', variables),
    annotate('secrets', writeSecrets(scribe)),
    annotate('images', images.text),
    writeTimes(scribe, annotations),
    annotate('locals', locals),
    annotate('sources', written),
    annotate('build', build),
  ];
  return blocks.filter((block) => block !== '').join('\n');
}

/** What a template says of itself is worth keeping. */
function writeComment(text: string): string {
  return text
    .split(/\r\n|[\r\n]/u)
    .map((line) => `# ${line}`.trimEnd())
    .map((line) => `${line}\n`)
    .join('');
}

function writeTimes({ used }: Scribe, annotations: boolean): string {
  const note = (name: 'timestamp' | 'isotime' | 'strftime') =>
    used.has(name) && annotations ? ANNOTATIONS[name] : '';
  const local = used.has('timestamp')
    ? 'locals { timestamp = regex_replace(timestamp(), "[- TZ:]", "") }\n'
    : '';
  return `${note('timestamp')}${local}${note('isotime')}${note('strftime')}`;
}
