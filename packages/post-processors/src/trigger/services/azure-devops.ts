import { reveal, Secret } from '@strata/sdk';
import type { AzureOptions } from '../schema';
import { addressBelow, type Fill, parseObject, type Start } from '../service';

const VERSION = 'api-version=7.1';

/**
 * "Runs – Run Pipeline" of the REST API of Azure DevOps: 200 with the run. To a token that it does not know it answers
 * 203 or 302 with the page of its login, so only an object means that something was started.
 */
export function startAzure(options: AzureOptions, fill: Fill): Start {
  const { organization_url: organization, project, pipeline, ref, variables, parameters, token } = options;
  const values = Object.entries(fill.map(variables)).map(([name, value]) => [name, { value }]);
  return {
    question: {
      server: 'Azure DevOps',
      method: 'POST',
      url: `${addressBelow(organization, project, '_apis', 'pipelines', String(pipeline), 'runs')}?${VERSION}`,
      headers: {
        Accept: 'application/json',
        'Content-Type': 'application/json',
        Authorization: new Secret(`Basic ${Buffer.from(`:${reveal(token)}`).toString('base64')}`),
      },
      body: JSON.stringify({
        resources: ref === undefined ? {} : { repositories: { self: { refName: ref } } },
        variables: Object.fromEntries(values),
        templateParameters: fill.map(parameters),
      }),
      secrets: [new Secret(reveal(token))],
    },
    getStarted(answer) {
      const run = answer.status === 200 ? parseObject(answer) : undefined;
      return run && `run ${run['id']} of pipeline ${pipeline} in ${project}`;
    },
  };
}
