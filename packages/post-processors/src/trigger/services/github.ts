import { reveal, Secret, type Text } from '@strata/sdk';
import type { DispatchOptions, WorkflowOptions } from '../schema';
import { addressBelow, type Fill, type Start } from '../service';

/** "Create a workflow dispatch event" of GitHub's REST API: 204, or 200 where it tells the run. */
export function startWorkflow(options: WorkflowOptions, fill: Fill): Start {
  const { api_url: api, repository, workflow, ref, inputs, token } = options;
  return {
    question: getQuestion(token, {
      url: addressBelow(
        api,
        'repos',
        ...repository.split('/'),
        'actions',
        'workflows',
        workflow,
        'dispatches',
      ),
      body: { ref, inputs: fill.map(inputs) },
    }),
    getStarted: ({ status }) => (isDone(status) ? `${workflow} of ${repository} on ${ref}` : undefined),
  };
}

/** "Create a repository dispatch event": 204. */
export function startDispatch(options: DispatchOptions, fill: Fill): Start {
  const { api_url: api, repository, event_type: type, client_payload: payload, token } = options;
  return {
    question: getQuestion(token, {
      url: addressBelow(api, 'repos', ...repository.split('/'), 'dispatches'),
      body: { event_type: type, client_payload: fill.map(payload) },
    }),
    getStarted: ({ status }) => (isDone(status) ? `what waits for ${type} in ${repository}` : undefined),
  };
}

function isDone(status: number): boolean {
  return status === 204 || status === 200;
}

function getQuestion(
  token: Text,
  { url, body }: { readonly url: string; readonly body: unknown },
): Start['question'] {
  return {
    server: 'GitHub',
    method: 'POST',
    url,
    headers: {
      Accept: 'application/vnd.github+json',
      'Content-Type': 'application/json',
      'X-GitHub-Api-Version': '2022-11-28',
      Authorization: new Secret(`Bearer ${reveal(token)}`),
    },
    body: JSON.stringify(body),
    secrets: [new Secret(reveal(token))],
  };
}
