import type { Checked } from '@strata/diagnostics';
import type { JsonNode } from './node';
import { createParser, report } from './parser';
import { parseValue } from './value';

/** Parses a whole text. */
export function parseDocument(text: string, file: string): Checked<JsonNode> {
  const parser = createParser(text, file);
  const { range } = parser.next;
  const value = parseValue(parser) ?? { kind: 'invalid', range };
  if (parser.diagnostics.length === 0 && parser.next.kind !== 'end') {
    const detail = 'Extra characters appear after the JSON value.';
    report(parser, 'HCL504', { detail, subject: parser.next.range });
  }
  return { value, diagnostics: parser.diagnostics };
}
