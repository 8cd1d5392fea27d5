import { type Diagnostic, hasErrors } from '@strata/diagnostics';
import { formatHcl, parseHcl } from '@strata/hcl';
import { problem } from '../../codes';

/** A text in its canonical layout; with errors the text as it was. */
export interface Formatted {
  readonly layout: string;
  readonly changed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Gives a text its layout unless it has mistakes: what they make of it is a guess that nobody wants in their file. */
export function formatSource(name: string, text: string): Formatted {
  const unchanged = (diagnostics: readonly Diagnostic[]) => ({ layout: text, changed: false, diagnostics });
  if (isJson(name, text)) return unchanged([onlyHcl(name)]);
  const { diagnostics } = parseHcl(text, name);
  if (hasErrors(diagnostics)) return unchanged(diagnostics);
  const { value: layout, diagnostics: problems } = formatHcl(text, name);
  return { layout, changed: layout !== text, diagnostics: problems };
}

/** No HCL starts with a brace. */
function isJson(name: string, text: string): boolean {
  return name.endsWith('.json') || /^\s*\{/.test(text);
}

function onlyHcl(name: string): Diagnostic {
  return problem('CLI023', {
    detail: `"${name}" is JSON. As with Packer, fmt formats HCL only: files like x.pkr.hcl and x.pkrvars.hcl.`,
    hint: 'For JSON any formatter will do. A JSON template becomes HCL by: strata hcl2_upgrade',
  });
}
