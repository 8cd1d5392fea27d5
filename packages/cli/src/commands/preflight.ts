import type { Finding } from '@strata/target-aws/preflight';
import { findCloudDestinations } from '../cloud-work/find-destinations';
import { findCloudWork } from '../cloud-work/find-work';
import { type LookedAt, lookAtDestinations, lookAtMachine } from '../cloud-work/look';
import { EXIT } from '../context';
import { type Opened, openTemplates } from '../open-templates';
import { defineCommand } from './command';
import { destinationFlag, getChoices, templateFlags } from './shared-flags';

const flags = { ...templateFlags, ...destinationFlag };

/** `strata preflight`: says all that a build or a publication in AWS or Azure would lack, before anything is made. */
export const preflight = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const destinations = await findCloudDestinations(context.ports.files, opened.workspace.root, {
      names: input.flags.to,
      clouds: ['aws', 'azure'],
    });
    const { run } = opened.session;
    const place = { ports: context.ports, signal: context.signal, secrets: run.secrets };
    const tell = ({ subject, findings }: LookedAt) => {
      context.out.write(`${subject}\n${findings.map(formatFinding).join('')}`);
      opened.show(findings.flatMap(({ diagnostics }) => diagnostics));
      return isGood(findings);
    };
    let isWhole = true;
    let count = 0;
    const layered: string[] = [];
    for (const project of opened.templates) {
      const { work, diagnostics } = await findCloudWork(run, project, choices);
      opened.show(diagnostics);
      if (!work) isWhole = false;
      if (work?.machines.length === 0) layered.push(project.name);
      for (const machine of work?.machines ?? []) {
        isWhole = tell(await lookAtMachine(place, project.name, machine)) && isWhole;
        count++;
      }
    }
    for await (const looked of lookAtDestinations(place, destinations, layered)) {
      isWhole = tell(looked) && isWhole;
      count++;
    }
    if (isWhole && count === 0) tellNothing(opened, context.out);
    return isWhole ? EXIT.success : EXIT.failure;
  },
});

function tellNothing({ templates }: Opened, out: { write(text: string): unknown }): void {
  const names = templates.map(({ name }) => name).join(', ');
  out.write(
    `${names}: nothing here is built in AWS or Azure. What publishing needs is looked at with -to=DESTINATION.\n`,
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
