import type { Checked, Diagnostic } from '@strata/diagnostics';
import type { Block, JsonNode, Scope } from '@strata/hcl';
import { problem } from '../codes';
import { collect } from '../collect';
import { createArguments, readArguments } from '../hcl2/arguments';
import { omitAttributes, pickAttributes } from '../hcl2/body-parts';
import type { SourceUse } from '../template';
import { readBlock } from './blocks';
import { getItems } from './steps';
import type { StringReader } from './to-expression';

const NAME = createArguments({ name: 'string' });

/** Reads `builders`: each is a source and its only use at once. Its name defaults to its type. */
export function readBuilders(
  node: JsonNode | undefined,
  context: { readonly scope: Scope; readonly readString: StringReader },
): Checked<readonly SourceUse[]> {
  return collect((take, report) => {
    const uses = new Map<string, SourceUse>();
    for (const item of take(getItems(node, 'builders'))) {
      const block = take(readBlock(item, 'builder', context.readString));
      const use = block && take(readUse(block, context.scope));
      if (use && uses.has(use.id)) report(getRepeated(use));
      else if (use) uses.set(use.id, use);
    }
    return [...uses.values()];
  });
}

function readUse({ body, labels, headerRange: range }: Block, scope: Scope): Checked<SourceUse> {
  return collect((take) => {
    const type = labels[0] ?? '';
    const context = { scope, title: `builder "${type}"`, range };
    const given = take(readArguments(pickAttributes(body, ['name']), NAME, context)).name;
    const name = typeof given === 'string' ? given : type;
    const source = { type, label: name, typeRange: range, body: omitAttributes(body, ['name']), range };
    return { id: name, source, name, filterName: name, range };
  });
}

function getRepeated({ name, range }: SourceUse): Diagnostic {
  return problem('TPL010', {
    detail: `There is already a builder named "${name}". Builders of one type need names of their own.`,
    subject: range,
    hint: 'Add "name".',
  });
}
