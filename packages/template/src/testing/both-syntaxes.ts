import { loadFiles } from './load';
import { createMatchingRegistry, getCodes, getSaid } from './say';
import { toJsonSyntax } from './to-json';

/** What a template says as it is written in HCL, and what it says when it is written in JSON. */
export async function sayBoth(text: string): Promise<readonly unknown[]> {
  const native = await loadFiles({ 'image.pkr.hcl': text });
  const json = await loadFiles({ 'image.pkr.json': toJsonSyntax(text) });
  const registry = createMatchingRegistry(native.value);
  return [native, json].map(({ value, diagnostics }) => ({
    said: getSaid(value, registry),
    problems: getCodes(diagnostics),
  }));
}
