import type { Question } from './answer';
import { createAzureService } from './azure';

const facts = {
  user: 'strata',
  host: 'golden',
  publicKey: 'ssh-ed25519 AAAA strata',
  machineId: '00000000-0000-0000-0000-000000000001',
  address: '168.0.2.15',
  mac: '52:54:00:12:34:56',
  network: { address: '168.0.0.0', prefix: '7' },
};
const ask = (method: string, url: string, headers: Question['headers'] = {}) =>
  createAzureService(facts)({ method, url, headers });

const INSTANCE = '/metadata/instance?api-version=2021-08-01&extended=true';
const wire = { 'x-ms-version': '2012-11-30' };

test('who says what it is asking for reads user, name, key and address', () => {
  const { status, text } = ask('GET', INSTANCE, { metadata: 'true' });
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    compute: {
      osProfile: { adminUsername: 'strata', computerName: 'golden', disablePasswordAuthentication: 'true' },
      publicKeys: [{ keyData: facts.publicKey, path: `/home/${facts.user}/.ssh/authorized_keys` }],
      vmId: facts.machineId,
    },
    network: {
      interface: [{ macAddress: '525400123456', ipv4: { ipAddress: [{ privateIpAddress: '168.0.2.15' }] } }],
    },
  });
});

test('the network can be read alone', () => {
  const { text } = ask('GET', '/metadata/instance/network?api-version=2021-08-01', { metadata: 'true' });
  expect(Object.keys(JSON.parse(text))).toEqual(['interface']);
});

test.each<[string, string, Question['headers'], number]>([
  ['GET', INSTANCE, {}, 400],
  ['GET', '/metadata/instance', { metadata: 'true' }, 400],
  ['POST', INSTANCE, { metadata: 'true' }, 405],
  ['GET', '/metadata/attested/document?api-version=2021-08-01', { metadata: 'true' }, 404],
  ['GET', '/machine/?comp=goalstate', {}, 400],
  ['GET', '/machine/?comp=health', wire, 404],
  ['GET', '/machine/', wire, 404],
  ['GET', '/', {}, 404],
])('%s %s with %j is answered by %i', (method, url, headers, status) => {
  expect(ask(method, url, headers).status).toBe(status);
});

test('an agent learns the versions, what it is, and that it was heard', () => {
  expect(ask('GET', '/?comp=versions').text).toContain('<Version>2012-11-30</Version>');
  const { text } = ask('GET', '/machine/?comp=goalstate', wire);
  expect(text).toContain(`<ContainerId>${facts.machineId}</ContainerId>`);
  expect(text).toContain('<Incarnation>1</Incarnation>');
  expect(ask('POST', '/machine?comp=health', wire).status).toBe(200);
});
