import {
  createAddressRule,
  createPlaceholderRule,
  defineSchema,
  type OptionRule,
  type OptionsOf,
  where,
} from '@strata/sdk';
import { problem } from '../codes';
import { VALUE_NAMES } from '../web/values';

const run = { affects: 'run' } as const;
const text = { type: 'string', ...run } as const;
const needed = { ...text, required: true } as const;
const token = (doc: string) => ({ ...needed, secret: true, doc }) as const;

const FILLED =
  'Texts may name `{{.ArtifactId}}`, `{{.BuildName}}`, `{{.BuilderId}}`, `{{.BuilderType}}`, `{{.Files}}` and `{{.RunId}}`.';
const filled = (name: string) => createPlaceholderRule(name, VALUE_NAMES);
const map = (doc: string) => ({ type: { map: 'string' }, ...run, doc: `${doc} ${FILLED}` }) as const;

const GITHUB_API = 'https://api.github.com';

const workflowSchema = defineSchema({
  options: {
    repository: { ...needed, doc: '`OWNER/NAME`.' },
    workflow: { ...needed, doc: 'File name of the workflow (`deploy.yml`) or its number.' },
    ref: { ...needed, doc: 'Branch or tag that it runs on.' },
    inputs: map('What its `workflow_dispatch` takes.'),
    token: token('May write actions of the repository.'),
    api_url: {
      ...text,
      default: GITHUB_API,
      doc: 'Address of the API; of GitHub Enterprise `https://HOST/api/v3`.',
    },
  },
});

const dispatchSchema = defineSchema({
  options: {
    repository: { ...needed, doc: '`OWNER/NAME`.' },
    event_type: { ...needed, doc: 'What workflows name in `repository_dispatch: types`.' },
    client_payload: map('What they read as `github.event.client_payload`; ten at most.'),
    token: token('May write contents of the repository.'),
    api_url: {
      ...text,
      default: GITHUB_API,
      doc: 'Address of the API; of GitHub Enterprise `https://HOST/api/v3`.',
    },
  },
});

const gitlabSchema = defineSchema({
  options: {
    project: { ...needed, doc: 'Number or path: `group/name`.' },
    ref: { ...needed, doc: 'Branch or tag that it runs on.' },
    variables: map('Variables of the pipeline.'),
    token: token('A pipeline trigger token of the project.'),
    api_url: { ...text, default: 'https://gitlab.com/api/v4', doc: 'Address of the API.' },
  },
});

const azureSchema = defineSchema({
  options: {
    organization_url: {
      ...needed,
      doc: '`https://dev.azure.com/ORGANIZATION`, or a collection of a server of your own.',
    },
    project: { ...needed, doc: 'Name or id of the project.' },
    pipeline: {
      type: 'number',
      ...run,
      required: true,
      doc: 'Number of the pipeline: `definitionId` in its address.',
    },
    ref: { ...text, doc: 'Branch or tag that it runs on (`refs/heads/main`); by itself the pipeline’s own.' },
    variables: map('Variables that the pipeline lets runs set.'),
    parameters: map('Its template parameters.'),
    token: token('A personal access token that may read and execute builds.'),
  },
});

const httpSchema = defineSchema({
  options: {
    url: { ...needed, secret: true, doc: 'Where to ask.' },
    method: { ...text, default: 'POST', allowed: ['POST', 'PUT', 'PATCH', 'GET'], doc: 'How to ask.' },
    headers: { type: { map: 'string' }, ...run, secret: true, doc: 'Headers to ask with, such as a login.' },
    body: { ...text, doc: `What to send. ${FILLED}` },
    content_type: { ...text, default: 'application/json', doc: 'What the body is.' },
  },
});

const repositoryIsWhole: OptionRule = ({ repository }, at) =>
  /^[^/\s]+\/[^/\s]+$/.test(String(repository))
    ? []
    : [
        problem('PPR013', {
          detail: `repository is "${repository}", not OWNER/NAME.`,
          ...where(at('repository')),
          hint: 'Write the two last names of its address: of https://github.com/example/images "example/images".',
        }),
      ];

const pipelineIsWhole: OptionRule = ({ pipeline }, at) =>
  Number.isSafeInteger(pipeline) && Number(pipeline) >= 1
    ? []
    : [
        problem('PPR012', {
          detail: `pipeline is a whole number from 1, not ${pipeline}.`,
          ...where(at('pipeline')),
          hint: 'Take the number behind definitionId= in the address of the pipeline.',
        }),
      ];

/** The services that a pipeline may be started at, and what each block takes. */
export const SERVICES = ['github_workflow', 'github_dispatch', 'gitlab', 'azure_devops', 'http'] as const;

export const triggerSchema = defineSchema({
  options: {},
  blocks: {
    github_workflow: {
      count: 'one',
      doc: 'Starts a workflow of GitHub Actions by its `workflow_dispatch`.',
      schema: {
        ...workflowSchema,
        rules: [createAddressRule('api_url'), repositoryIsWhole, filled('inputs')],
      },
    },
    github_dispatch: {
      count: 'one',
      doc: 'Starts all workflows of a repository on GitHub that wait for a `repository_dispatch` of this type.',
      schema: {
        ...dispatchSchema,
        rules: [createAddressRule('api_url'), repositoryIsWhole, filled('client_payload')],
      },
    },
    gitlab: {
      count: 'one',
      doc: 'Starts a pipeline of GitLab by a trigger token.',
      schema: { ...gitlabSchema, rules: [createAddressRule('api_url'), filled('variables')] },
    },
    azure_devops: {
      count: 'one',
      doc: 'Starts a run of a pipeline of Azure DevOps.',
      schema: {
        ...azureSchema,
        rules: [
          createAddressRule('organization_url'),
          pipelineIsWhole,
          filled('variables'),
          filled('parameters'),
        ],
      },
    },
    http: {
      count: 'one',
      doc: 'Asks any server; an answer of 2xx means that it started something.',
      schema: { ...httpSchema, rules: [createAddressRule('url'), filled('body')] },
    },
  },
  rules: [
    (options, at) => {
      const given = SERVICES.filter((name) => options[name] !== undefined);
      if (given.length === 1) return [];
      const detail =
        given.length === 0
          ? 'trigger is not told what to start.'
          : `trigger starts one thing, not ${given.join(' and ')}.`;
      return [
        problem('PPR003', {
          detail,
          ...where(at()),
          hint: `Write one block in it: ${SERVICES.join(', ')}. For several, use one trigger for each.`,
        }),
      ];
    },
  ],
});

export type TriggerOptions = OptionsOf<typeof triggerSchema>;
type OptionsOfService<N extends (typeof SERVICES)[number]> = NonNullable<TriggerOptions[N]>;
export type WorkflowOptions = OptionsOfService<'github_workflow'>;
export type DispatchOptions = OptionsOfService<'github_dispatch'>;
export type GitlabOptions = OptionsOfService<'gitlab'>;
export type AzureOptions = OptionsOfService<'azure_devops'>;
export type HttpOptions = OptionsOfService<'http'>;
