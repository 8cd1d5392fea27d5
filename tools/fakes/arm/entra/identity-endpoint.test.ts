import { startFakeArm } from '../index';

test('who asks as an app of Azure does is given a token that the cloud knows', async () => {
  await using fake = await startFakeArm();
  const headers = { 'x-identity-header': fake.variables.IDENTITY_HEADER ?? '' };
  expect(await ask('?resource=https://management.azure.com/', headers)).toMatchObject({ status: 200 });
  expect(await ask('?resource=x', {})).toMatchObject({ status: 401 });

  async function ask(query: string, given: Record<string, string>) {
    const { request } = await import('node:https');
    const url = `${fake.variables.IDENTITY_ENDPOINT}${query}`;
    return await new Promise<{ readonly status: number | undefined }>((resolve, reject) => {
      request(url, { ca: fake.ca, headers: given }, ({ statusCode }) => resolve({ status: statusCode }))
        .on('error', reject)
        .end();
    });
  }
});
