import type { Finding } from '@strata/target-aws/preflight';
import { findAwsDestinations } from '../amazon/find-destinations';
import { findAmazonWork } from '../amazon/find-work';
import { EXIT } from '../context';
import { type Opened, openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { destinationFlag, getChoices, templateFlags } from './shared-flags';

const flags = { ...templateFlags, ...destinationFlag };

/** `strata preflight`: says all that a build or a publication in AWS would lack, before anything is made. */
export const preflight = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const { files } = context.ports;
    const destinations = await findAwsDestinations(files, opened.workspace.root, input.flags.to);
    const { preflightBuild, preflightPublication } = await import('@strata/target-aws/preflight');
    const { run } = opened.session;
    const place = { ports: context.ports, signal: context.signal, secrets: run.secrets };
    const tell = (subject: string, findings: readonly Finding[]) => {
      const lines = findings.map(formatFinding).join('');
      context.out.write(`${subject}\n${lines}`);
      opened.show(findings.flatMap(({ diagnostics }) => diagnostics));
      return isGood(findings);
    };
    let isWhole = true;
    let count = 0;
    for (const project of opened.templates) {
      const { work, diagnostics } = await findAmazonWork(run, project, choices);
      opened.show(diagnostics);
      if (!work) isWhole = false;
      for (const { builder, source, options } of work?.machines ?? []) {
        const found = await preflightBuild(place, { type: builder.type, options });
        isWhole = tell(`${project.name}: ${source}`, found) && isWhole;
        count++;
      }
    }
    for (const { destination, login } of destinations) {
      isWhole =
        tell(`destination ${destination.name}`, await preflightPublication(place, login, destination)) &&
        isWhole;
      count++;
    }
    if (isWhole && count === 0) tellNothing(opened, context.out);
    return isWhole ? EXIT.success : EXIT.failure;
  },
});

function tellNothing({ templates }: Opened, out: { write(text: string): unknown }): void {
  const names = templates.map(({ name }) => name).join(', ');
  out.write(
    `${names}: nothing here is built in AWS. What publishing needs is looked at with -to=DESTINATION.\n`,
  );
}

function isGood(findings: readonly Finding[]): boolean {
  return findings.every(({ diagnostics }) => diagnostics.length === 0);
}

function formatFinding({ checked, diagnostics, unknown }: Finding): string {
  if (unknown !== undefined) return `  unknown  ${checked}: ${unknown}\n`;
  const codes = diagnostics.map(({ code, summary }) => `${summary} (${code})`).join(', ');
  return diagnostics.length === 0 ? `  ok       ${checked}\n` : `  missing  ${checked}: ${codes}\n`;
}
