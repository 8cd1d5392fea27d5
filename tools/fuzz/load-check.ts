import { createMemoryFiles } from '@strata/sdk/testing';
import { loadTemplate } from '../../packages/template/src/load/load-template';
import { createTestRegistry } from '../../packages/template/src/testing/parts';
import type { Check } from './check';
import type { Language } from './input';
import { findBadRange } from './ranges';

const registry = createTestRegistry();

const names: Readonly<Partial<Record<Language, string>>> = {
  hcl: 'fuzz.pkr.hcl',
  json: 'fuzz.pkr.json',
  legacy: 'fuzz.json',
};

/** Through all of the loader: blocks, variables, locals, parts and their options, Packer's second language. */
export const loadCheck: Check = {
  name: 'load',
  languages: ['hcl', 'json', 'legacy'],
  async run(text, language) {
    const name = names[language] as string;
    const { diagnostics } = await loadTemplate({
      path: name,
      cwd: '/w',
      files: createMemoryFiles({ [`/w/${name}`]: text }),
      environment: {},
      registry,
      functions: {
        files: { read: () => undefined, kind: () => undefined, list: () => [] },
        clock: { now: () => 0 },
        home: '/users/someone',
        random: (length) => new Uint8Array(length),
      },
    });
    return findBadRange(diagnostics, text);
  },
};
