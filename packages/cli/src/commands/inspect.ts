import { hasErrors } from '@strata/diagnostics';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { encodeTemplate } from '../look/json/encode-template';
import { listHclTemplate } from '../look/list-hcl';
import { listLegacyTemplate } from '../look/list-legacy';
import { readTemplate } from '../look/read-template';
import { sayAll } from '../look/said';
import { formatProblems } from '../view/format-problems';
import { defineCommand } from './command';
import { getTemplatePath } from './one-template';
import { getReading, readingFlags, templateFlags } from './shared-flags';

const flags = defineFlags({
  ...templateFlags,
  ...readingFlags,
  json: { kind: 'switch', doc: 'The whole template as JSON, with places and typed values.' },
});

/** `strata inspect`: shows what a template says. Values may be missing; only what cannot be read fails. */
export const inspect = defineCommand({
  usage: '[flags] TEMPLATE',
  flags,
  run: async (context, input) => {
    const { json, var: vars, 'var-file': varFiles } = input.flags;
    const path = getTemplatePath(input.rest);
    const looked = await readTemplate(context, { path, vars, varFiles, ...getReading(input) });
    const { value, diagnostics } = looked;
    const { err, out, ports } = context;
    const style = { color: err.color, width: err.width, cwd: ports.environment.cwd };
    if (diagnostics.length > 0) err.write(formatProblems(diagnostics, style));
    if (json) out.write(`${JSON.stringify(encodeTemplate(value, diagnostics), undefined, 2)}\n`);
    if (hasErrors(diagnostics)) return EXIT.failure;
    if (!json)
      sayAll(
        context,
        value.template.language === 'hcl2' ? listHclTemplate(value) : listLegacyTemplate(value),
      );
    return EXIT.success;
  },
});
