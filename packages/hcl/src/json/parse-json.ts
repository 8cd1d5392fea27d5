import type { Checked } from '@strata/diagnostics';
import type { JsonNode } from './node';

/**
 * Parses JSON and keeps the places. With errors the node holds what could be made out; `invalid` stands for the rest.
 * A byte order mark is skipped.
 */
export function parseJson(text: string, file: string): Checked<JsonNode> {
  return getParser().parseDocument(text, file);
}

/** Loaded with the first JSON: most templates have none. */
function getParser() {
  return require('./parse') as typeof import('./parse');
}
