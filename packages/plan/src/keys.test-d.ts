import { getKey, type HashedInput } from './keys';
import type { RunOptions } from './plan';
import { getResultPart } from './result-options';

const rest = { part: 'shell', partVersion: '1', base: '' };
declare const run: RunOptions;
declare const contents: Parameters<typeof getResultPart>[2];

getKey({ ...rest, ...getResultPart({ options: {} }, {}, contents) });

// @ts-expect-error how a step is run is no part of a key
getKey({ ...rest, options: run, inputs: {} });
// @ts-expect-error options that nobody cleared of what only says how to run
getKey({ ...rest, options: { inline: ['a'] }, inputs: {} });
// @ts-expect-error a key without what lies below
export const missing: HashedInput = { part: 'shell', partVersion: '1' };
