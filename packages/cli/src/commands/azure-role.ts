import { findCloudDestinations } from '../cloud-work/find-destinations';
import { findCloudWork, getCloud } from '../cloud-work/find-work';
import { EXIT } from '../context';
import { defineFlags } from '../flags';
import { openTemplates } from '../open-templates';
import { withoutData } from '../validate-project';
import { getPublication } from '../vm-application/publish/publish-package';
import { showDefinitions } from '../vm-application/show-definitions';
import { defineCommand } from './command';
import { destinationFlag, getChoices, templateFlags } from './shared-flags';

const flags = {
  ...templateFlags,
  ...destinationFlag,
  ...defineFlags({
    'vm-app': {
      kind: 'list',
      placeholder: 'FOLDER',
      doc: 'Also what publishing this VM application needs; may be given many times.',
    },
    preflight: { kind: 'switch', doc: 'Also what only "strata preflight" asks of Azure.' },
    name: { kind: 'text', placeholder: 'NAME', doc: 'Name of the role. By default "Strata".' },
  }),
};

/** `strata azure-role`: the custom role of Azure that allows what builds and publications do there, and no more. */
export const azureRole = defineCommand({
  usage: '[flags] TEMPLATE...',
  flags,
  run: async (context, input) => {
    const choices = getChoices(input);
    await using opened = await openTemplates(context, input.rest, { choices });
    const { files } = context.ports;
    const { azure: destinations } = await findCloudDestinations(files, opened.workspace.root, {
      names: input.flags.to,
      clouds: ['azure'],
    });
    const named = input.flags['vm-app'];
    const applications = named.length === 0 ? [] : await showDefinitions(context, opened, named);
    if (!applications) return EXIT.failure;
    const azure = await import('@strata/target-azure/preflight');
    const needs = applications.flatMap((one) => azure.getApplicationNeeds(getPublication(one)));
    const subscriptions = new Set(applications.map((one) => getPublication(one).subscription));
    const findSubscription = async (login: Parameters<typeof azure.findSubscription>[0]) => {
      const found = await azure.findSubscription(login, context);
      subscriptions.add(found);
      return found;
    };
    for (const { destination, keep, login } of destinations) {
      const subscription = await findSubscription(login);
      needs.push(...azure.getPublishNeeds(destination, subscription));
      if (keep) needs.push(...azure.getKeepNeeds(destination, subscription));
    }
    // Whoever asks for a role has no permissions yet: nothing is asked of Azure.
    const run = withoutData(opened.session.run);
    for (const project of opened.templates) {
      const { work, diagnostics } = await findCloudWork(run, project, choices);
      opened.show(diagnostics);
      if (!work) return EXIT.failure;
      for (const { builder, options } of work.machines)
        if (getCloud(builder.type) === 'azure')
          needs.push(...azure.getBuildNeeds(options, await findSubscription(options)));
      for (const type of work.dataTypes)
        if (getCloud(type) === 'azure') needs.push(...azure.getDataNeeds(type, await findSubscription({})));
    }
    if (needs.length === 0) {
      context.err.write(
        'Nothing of this needs Azure: no builder or data source of Azure, no destination and no VM application.\n',
      );
      return EXIT.success;
    }
    if (input.flags.preflight) needs.push(...[...subscriptions].flatMap(azure.getPreflightNeeds));
    const role = azure.getRole(needs, input.flags.name ?? 'Strata');
    context.out.write(`${JSON.stringify(role, undefined, 2)}\n`);
    return EXIT.success;
  },
});
