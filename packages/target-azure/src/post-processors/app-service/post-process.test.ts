import { Failure } from '@strata/diagnostics';
import type { Artifact } from '@strata/sdk';
import { createPostProcessContext, fillIn } from '@strata/sdk/testing';
import { makeGroup, type OpenedFake, openFake } from '../../testing/open-fake';
import { appService } from './post-process';
import { type AppServiceOptions, appServiceSchema } from './schema';

const VERSION = '2023-12-01';
const pushed: Artifact = {
  builderId: 'packer.post-processor.docker-import',
  id: 'registry.example/api:2',
  files: [],
  names: ['registry.example/api:2'],
  description: '',
};

let opened: OpenedFake;
beforeEach(async () => {
  opened = await openFake();
  const session = await opened.open();
  await makeGroup(session, 'apps');
  await session.resources().resources.beginCreateOrUpdateByIdAndWait(
    getId(),
    VERSION,
    {
      location: 'westeurope',
      properties: { siteConfig: { linuxFxVersion: 'DOCKER|registry.example/api:1' } },
    },
    { updateIntervalInMs: 1 },
  );
  opened.fake.log.clear();
});
afterEach(() => opened[Symbol.asyncDispose]());

const getId = () =>
  `/subscriptions/${opened.fake.cloud.subscription}/resourceGroups/apps/providers/Microsoft.Web/sites/api`;

async function point(given: Readonly<Record<string, unknown>> = {}, artifact: Artifact = pushed) {
  const context = { ...createPostProcessContext(), ...opened.context };
  const options = fillIn(appServiceSchema, { resource_group: 'apps', name: 'api', ...given });
  return appService.postProcess(context, artifact, options as AppServiceOptions);
}

async function getProblem(work: Promise<unknown>) {
  const error = await work.catch((thrown: unknown) => thrown);
  return error instanceof Failure ? error.diagnostics[0] : error;
}

const readConfig = () => opened.fake.cloud.resources.find(`${getId()}/config/web`)?.properties;

test('an app gets the image that was pushed, and the artifact goes on', async () => {
  expect(await point()).toEqual({ artifact: pushed, input: 'keep' });
  expect(readConfig()).toMatchObject({ linuxFxVersion: 'DOCKER|registry.example/api:2' });
  expect(opened.fake.log.mutating()).toHaveLength(1);
});

test('an app that has an image of that name is restarted', async () => {
  await point({ image: 'registry.example/api:1' });
  expect(opened.fake.log.mutating().map(({ method, action }) => [method, action])).toEqual([
    ['POST', 'restart'],
  ]);
});

test('an app logs in to its registry as itself', async () => {
  await point({ managed_identity: true });
  expect(readConfig()).toMatchObject({ acrUseManagedIdentityCreds: true });
});

test('an app that is not there is told with how it is made', async () => {
  expect(await getProblem(point({ name: 'other' }))).toMatchObject({
    code: 'AZU013',
    detail: expect.stringContaining('There is no web app other in the resource group apps'),
    hint: expect.stringContaining('az webapp create --name other'),
  });
});

test('a restart that Azure refuses is told in plain words', async () => {
  opened.fake.faults.add({
    match: /^POST .*\/restart$/u,
    code: 'AuthorizationFailed',
    status: 403,
    message: 'The client does not have authorization.',
  });
  expect(await getProblem(point({ image: 'registry.example/api:1' }))).toMatchObject({
    code: 'AZU005',
    detail: expect.stringContaining('Restarting the web app api ended with'),
  });
});

test.each([
  ['a file', { ...pushed, builderId: 'packer.file', id: 'out.tar', names: [] }],
  ['an id that this machine alone knows', { ...pushed, id: 'sha256:0123', names: [] }],
])('%s is no image in a registry', async (_, artifact) => {
  expect(await getProblem(point({}, artifact))).toMatchObject({ code: 'AZU060' });
});
