import { type Checked, type Diagnostic, hasErrors } from '@strata/diagnostics';
import { type JsonMember, type JsonNode, type JsonObject, parseJson } from '@strata/hcl';
import { problem } from '../codes';
import { collect, type Report } from '../collect';

/**
 * Parses a JSON template or a file of its variables. A name given twice in an object is a problem, as in Packer, be
 * it a comment (`_…`); the first one stays. Undefined when the text is not JSON: what it holds has no certain meaning.
 */
export function parseDocument(text: string, file: string): Checked<JsonNode | undefined> {
  const { value, diagnostics } = parseJson(text, file);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return collect((_, report) => dropRepeated(value, report));
}

function dropRepeated(node: JsonNode, report: Report): JsonNode {
  if (node.kind === 'array') return { ...node, items: node.items.map((item) => dropRepeated(item, report)) };
  return node.kind === 'object' ? dropFrom(node, report) : node;
}

function dropFrom({ members, ...object }: JsonObject, report: Report): JsonObject {
  const named = new Map<string, JsonMember>();
  for (const member of members) {
    const name = member.name.string;
    const first = named.get(name);
    if (!first) named.set(name, { ...member, value: dropRepeated(member.value, report) });
    else report(getRepeated(member, first));
  }
  return { ...object, members: [...named.values()] };
}

function getRepeated({ name }: JsonMember, first: JsonMember): Diagnostic {
  return problem('TPL010', {
    detail: `"${name.string}" is given twice in one object.`,
    subject: name.range,
    ...(name.string.startsWith('_') && {
      hint: `Comments need names of their own: "${name.string}1", "${name.string}2".`,
    }),
    related: [{ label: 'given first', range: first.name.range }],
  });
}
