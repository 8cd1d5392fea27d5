import type { Place } from '../evaluate/attribute';
import { mostRounds } from '../evaluate/context';

const start = { line: 1, column: 1, byte: 0 };

/** Where an operation is tried that stands in no source. */
export function emptyPlace(): Place {
  return {
    context: {
      scope: {},
      elements: new Map(),
      diagnostics: [],
      origins: new WeakMap(),
      budget: { rounds: mostRounds },
    },
    range: { file: '', start, end: start },
  };
}
