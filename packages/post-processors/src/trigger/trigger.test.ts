import { Secret } from '@strata/sdk';
import { type Asked, listen, sendJson, tellRequest } from '@strata/sdk/testing';
import { run, tellProblem } from '../testing/run';
import { trigger } from './post-process';
import { type TriggerOptions, triggerSchema } from './schema';

const none: TriggerOptions = {
  github_workflow: undefined,
  github_dispatch: undefined,
  gitlab: undefined,
  azure_devops: undefined,
  http: undefined,
};
const start = (options: Partial<TriggerOptions>) => run(trigger, { ...none, ...options });

const token = new Secret('hunter2-token');
const wrong = new Secret('wrong-token');

/** Refuses what api.github.com refuses: it wants a user agent, its media type, and a token that may. */
const listenAsGithub = () =>
  listen(({ method, url, headers, body }, response) => {
    if (!headers['user-agent'])
      return sendJson(response, 403, { message: 'Request forbidden by administrative rules' });
    if (headers.authorization !== 'Bearer hunter2-token')
      return sendJson(response, 401, { message: `Bad credentials: ${headers.authorization}` });
    if (method !== 'POST') return sendJson(response, 404, { message: 'Not Found' });
    if (headers.accept !== 'application/vnd.github+json' || headers['x-github-api-version'] !== '2022-11-28')
      return sendJson(response, 415, { message: 'Unsupported media type' });
    const sent = JSON.parse(body);
    if (url === '/repos/me/app/actions/workflows/deploy.yml/dispatches') {
      if (sent.ref !== 'main') return sendJson(response, 422, { message: `No ref found for: ${sent.ref}` });
      const strange = Object.keys(sent.inputs ?? {}).filter((name) => name !== 'image');
      if (strange.length > 0)
        return sendJson(response, 422, { message: `Unexpected inputs provided: ${strange}` });
      return response.writeHead(204).end();
    }
    if (
      url === '/repos/me/app/dispatches' &&
      sent.event_type &&
      Object.keys(sent.client_payload).length <= 10
    )
      return response.writeHead(204).end();
    return sendJson(response, 404, { message: 'Not Found' });
  });

const workflow = (origin: string) => ({
  repository: 'me/app',
  workflow: 'deploy.yml',
  ref: 'main',
  inputs: { image: '{{.ArtifactId}}' },
  token,
  api_url: origin,
});

test('a workflow of GitHub is started with inputs that name the artifact', async () => {
  await using server = await listenAsGithub();
  const ended = await start({ github_workflow: workflow(server.origin) });
  expect(ended.problems).toEqual([]);
  expect(ended.said).toContain('Started deploy.yml of me/app on main');
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({ ref: 'main', inputs: { image: 'ami-1' } });
  expect(ended.result?.input).toBe('must-keep');
});

test.each([
  ['a token', { token: wrong }, /^PPR008 GitHub answered 401: .*Bad credentials.* Check the token/],
  ['a branch', { ref: 'nowhere' }, /^PPR008 GitHub answered 422: .*No ref found for: nowhere/],
  ['an input', { inputs: { strange: '1' } }, /^PPR008 GitHub answered 422: .*Unexpected inputs/],
  [
    'a repository',
    { repository: 'me/other' },
    /^PPR008 GitHub answered 404: .*Not Found.* Check the address/,
  ],
])('GitHub refuses %s, and it is told why', async (_, changes, expected) => {
  await using server = await listenAsGithub();
  const problem = tellProblem(await start({ github_workflow: { ...workflow(server.origin), ...changes } }));
  expect(problem).toMatch(expected);
  expect(problem).not.toMatch(/hunter2-token|wrong-token/);
});

test('an event is sent to a repository on GitHub', async () => {
  await using server = await listenAsGithub();
  const options = {
    repository: 'me/app',
    event_type: 'image',
    client_payload: { id: '{{.ArtifactId}}' },
    token,
  };
  const ended = await start({ github_dispatch: { ...options, api_url: `${server.origin}/` } });
  expect(ended.problems).toEqual([]);
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
    event_type: 'image',
    client_payload: { id: 'ami-1' },
  });
});

/** Refuses what gitlab.com refuses. */
const listenAsGitlab = () =>
  listen(({ method, url, headers, body }, response) => {
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return sendJson(response, 415, {});
    const form = new URLSearchParams(body);
    if (
      method !== 'POST' ||
      url !== '/api/v4/projects/group%2Fapp/trigger/pipeline' ||
      form.get('token') !== 'hunter2-token'
    )
      return sendJson(response, 404, { message: `404 Not Found ${form.get('token')}` });
    if (form.get('ref') !== 'main')
      return sendJson(response, 400, { message: { base: ['Reference not found'] } });
    return sendJson(response, 201, {
      id: 7,
      web_url: 'https://gitlab.example/p/7',
      variables: [...form.keys()],
    });
  });

test('a pipeline of GitLab is started with variables', async () => {
  await using server = await listenAsGitlab();
  const api_url = `${server.origin}/api/v4`;
  const gitlab = {
    project: 'group/app',
    ref: 'main',
    variables: { IMAGE: '{{.ArtifactId}}' },
    token,
    api_url,
  };
  const ended = await start({ gitlab });
  expect(ended.problems).toEqual([]);
  expect(ended.said).toContain('Started https://gitlab.example/p/7');
  expect(new URLSearchParams(server.asked[0]?.body).get('variables[IMAGE]')).toBe('ami-1');
  const refused = tellProblem(await start({ gitlab: { ...gitlab, token: wrong } }));
  expect(refused).toMatch(/^PPR008 GitLab answered 404/);
  expect(refused).not.toContain('wrong-token');
  expect(tellProblem(await start({ gitlab: { ...gitlab, ref: 'x' } }))).toMatch(
    /answered 400: .*Reference not found/,
  );
});

test('an answer of GitLab other than 201 is no pipeline, whatever object it holds', async () => {
  await using server = await listen((_, response) => sendJson(response, 200, { id: 7 }));
  const gitlab = { project: '1', ref: 'main', variables: undefined, token, api_url: server.origin };
  expect(tellProblem(await start({ gitlab }))).toMatch(/^PPR011 GitLab answered 200/);
});

/** Like dev.azure.com, to a token that it does not know it shows the page of its login, with 203. */
const listenAsAzure = () =>
  listen(({ method, url, headers, body }, response) => {
    const login = `Basic ${Buffer.from(':hunter2-token').toString('base64')}`;
    if (headers.authorization !== login)
      return response.writeHead(203, { 'content-type': 'text/html' }).end('<html>Sign In</html>');
    if (headers['content-type'] !== 'application/json') return sendJson(response, 415, {});
    if (method !== 'POST' || url !== '/org/my%20project/_apis/pipelines/12/runs?api-version=7.1')
      return sendJson(response, 404, { message: 'TF400813' });
    const { resources } = JSON.parse(body);
    if (!resources) return sendJson(response, 400, { message: 'resources' });
    return sendJson(response, 200, { id: 99, state: 'inProgress' });
  });

test('a run of Azure DevOps is started; a login page is no run', async () => {
  await using server = await listenAsAzure();
  const azure_devops = {
    organization_url: `${server.origin}/org`,
    project: 'my project',
    pipeline: 12,
    ref: 'refs/heads/main',
    variables: { IMAGE: '{{.ArtifactId}}' },
    parameters: { stage: 'test' },
    token,
  };
  const ended = await start({ azure_devops });
  expect(ended.problems).toEqual([]);
  expect(ended.said).toContain('Started run 99 of pipeline 12 in my project');
  expect(JSON.parse(server.asked[0]?.body ?? '')).toEqual({
    resources: { repositories: { self: { refName: 'refs/heads/main' } } },
    variables: { IMAGE: { value: 'ami-1' } },
    templateParameters: { stage: 'test' },
  });
  await start({ azure_devops: { ...azure_devops, ref: undefined } });
  expect(JSON.parse(server.asked[1]?.body ?? '').resources).toEqual({});
  const refused = tellProblem(await start({ azure_devops: { ...azure_devops, token: wrong } }));
  expect(refused).toMatch(/^PPR011 Azure DevOps answered 203, .*login page/);
});

test('any server is asked with the body of the template, and with one key in every try', async () => {
  await using server = await listen((_, response, count) =>
    response.writeHead(count === 1 ? 429 : 202).end(),
  );
  const http = {
    url: new Secret(`${server.origin}/start?key=hunter2-token`),
    method: 'PUT',
    headers: { 'X-Token': token },
    body: '{"image":"{{.ArtifactId}}"}',
    content_type: 'application/json',
  };
  const ended = await start({ http });
  expect(ended.problems).toEqual([]);
  const said = (asked: Asked) => `${tellRequest(asked)} ${asked.body}`;
  expect(server.asked.map(said)).toEqual(Array(2).fill('PUT /start?key=hunter2-token {"image":"ami-1"}'));
  expect(new Set(server.asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
});

const SPARE = {
  repository: 'a/b',
  pipeline: 1,
  api_url: 'https://x',
  organization_url: 'https://x',
  url: 'https://x',
};

test.each([
  ['github_workflow', { repository: 'noslash' }, 'PPR013'],
  ['github_workflow', { repository: 'a/b/c' }, 'PPR013'],
  ['github_dispatch', { repository: '/b' }, 'PPR013'],
  ['github_workflow', { api_url: 'api.example.com' }, 'SDK009'],
  ['github_dispatch', { api_url: 'api.example.com' }, 'SDK009'],
  ['gitlab', { api_url: '' }, 'SDK009'],
  ['azure_devops', { organization_url: 'dev.azure.com/x' }, 'SDK009'],
  ['azure_devops', { pipeline: 0 }, 'PPR012'],
  ['azure_devops', { pipeline: 1.5 }, 'PPR012'],
  ['http', { url: 'ftp://x' }, 'SDK009'],
] as const)('%s with %j has the problem %s, and none without', (block, options, code) => {
  const { rules } = triggerSchema.blocks[block].schema;
  const check = (given: object) =>
    rules.flatMap((rule) => rule({ ...SPARE, ...given }, () => here, String)).map((problem) => problem.code);
  expect(check(options)).toEqual([code]);
  expect(check({})).toEqual([]);
});

const here = { file: 'x', start: { line: 1, column: 1, byte: 0 }, end: { line: 1, column: 2, byte: 1 } };

test.each([
  [{}, 'trigger is not told what to start.'],
  [{ http: {}, gitlab: {} }, 'trigger starts one thing, not gitlab and http.'],
  [{ http: {} }, undefined],
])('blocks %j: %s', (options, expected) => {
  const [problem] = triggerSchema.rules.flatMap((rule) => rule(options, () => here));
  expect(problem?.detail).toBe(expected);
});
