import { defineSchema, type OptionsOf } from '@strata/sdk';
import { accessFields, accessRules } from '../../access';
import { checkText } from '../../builders/rules/rule';

/** As Azure writes it. Source: "App Service: Configure a custom container". */
const NAME = /^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/u;

export const appServiceSchema = defineSchema({
  options: {
    ...accessFields.options,
    resource_group: { type: 'string', affects: 'run', required: true, doc: "The web app's resource group." },
    name: { type: 'string', affects: 'run', required: true, doc: 'The web app, which is there already.' },
    slot: {
      type: 'string',
      affects: 'run',
      doc: 'A deployment slot of it, so that it can be looked at before it is swapped in. By default the app itself.',
    },
    image: {
      type: 'string',
      affects: 'run',
      doc: 'The container image: `REGISTRY/NAME:TAG`. By default the one that was pushed.',
    },
    managed_identity: {
      type: 'bool',
      affects: 'run',
      default: false,
      doc: "Logs in to the registry as the app's own identity (AcrPull). By default as the app's settings say.",
    },
    managed_identity_client_id: {
      type: 'string',
      affects: 'run',
      doc: 'Client id of that identity, for one that was assigned by a user.',
    },
  },
  rules: [
    ...accessRules,
    checkText('name', (name) =>
      NAME.test(name)
        ? undefined
        : {
            detail: `\`name\` is "${name}", which cannot be the name of a web app: that is made of 2 to 60 letters, digits and dashes.`,
            hint: 'Write the name alone, without .azurewebsites.net.',
          },
    ),
  ],
});

export type AppServiceOptions = OptionsOf<typeof appServiceSchema>;
