import { type Checked, hasErrors } from '@strata/diagnostics';
import { type CliContext, EXIT } from '../context';
import { defineFlags } from '../flags';
import { encodeTemplate } from '../look/json/encode-template';
import { listHclTemplate } from '../look/list-hcl';
import { listLegacyTemplate } from '../look/list-legacy';
import { type Looked, readTemplate } from '../look/read-template';
import { type Said, sayAll } from '../look/said';
import { tellProblems } from '../tell-problems';
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
    const looked = await readTemplate(context, { path, vars, varFiles, ...getReading(input) }, 'leave');
    const { value, diagnostics } = looked;
    tellProblems(context, diagnostics);
    if (json) await writeJson(context, looked);
    if (hasErrors(diagnostics)) return EXIT.failure;
    if (!json)
      sayAll(
        context,
        listTemplate(value).map((said) => maskSaid(said, value)),
      );
    return EXIT.success;
  },
});

function listTemplate(looked: Looked): readonly Said[] {
  return looked.template.language === 'hcl2' ? listHclTemplate(looked) : listLegacyTemplate(looked);
}

function maskSaid(said: Said, { mask }: Looked): Said {
  return 'say' in said ? { say: mask(said.say) } : { ...said, data: said.data.map(mask) };
}

/** Of a template with mistakes too, so that programs find them in one place. */
async function writeJson({ out }: CliContext, { value, diagnostics }: Checked<Looked>): Promise<void> {
  const encoded = await value.settle(() => encodeTemplate(value, diagnostics));
  out.write(`${JSON.stringify(encoded, undefined, 2)}\n`);
}
