// strata-about: service=catalog-api service=orders-api
import type { Guest, GuestTests } from '@strata/image-tests';

const catalog = 'http://127.0.0.1:8081';
const orders = 'http://127.0.0.1:8082';

/** A slow machine answers its first question late. Milliseconds. */
const timeout = 30_000;

const attempts = 60;

async function getToken(guest: Guest, options: string): Promise<string> {
  const { code, stdout, stderr } = await guest.run(`webapp-token ${options}`);
  guest.assert.equal(code, 0, stderr);
  return stdout.trim();
}

interface Question {
  readonly method?: string;
  readonly token?: string;
  readonly body?: unknown;
}

function ask(guest: Guest, url: string, { method = 'GET', token, body }: Question = {}) {
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  return guest.http(url, {
    ...{ method, headers, timeout },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** The same token with another signature. */
function forge(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.');
  const first = signature.startsWith('A') ? 'B' : 'A';
  return [header, claims, first + signature.slice(1)].join('.');
}

/** 502 says that the catalogue was too slow, and to come again. */
async function askUntilCatalogAnswers(guest: Guest, question: Question) {
  let answer = await ask(guest, `${orders}/orders`, question);
  for (let attempt = 1; answer.status === 502 && attempt < attempts; attempt += 1)
    answer = await ask(guest, `${orders}/orders`, question);
  return answer;
}

/** A unit is started before its program listens. */
async function waitFor(guest: Guest, url: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(guest, url).catch((error: unknown) => {
      if (attempt === attempts) throw error;
      return undefined;
    });
    if (answer) return guest.assert.equal(answer.status, 200);
    await guest.run('sleep 1');
  }
}

export const tests: GuestTests = {
  'both services refuse who has no token, a forged one, or one that is over': async (guest) => {
    const questions: Readonly<Record<string, Question>> = {
      'no token': {},
      'a forged token': { token: forge(await getToken(guest, 'ada')) },
      'a token that is over': { token: await getToken(guest, 'ada --seconds -60') },
    };
    for (const url of [`${catalog}/products`, `${orders}/orders`])
      for (const [name, question] of Object.entries(questions))
        guest.assert.equal((await ask(guest, url, question)).status, 401, `${url}, asked with ${name}`);
  },

  'a token opens the door, and no further than its scope': async (guest) => {
    const product = { name: 'Tea', price: 450 };
    const put = { method: 'PUT', body: product };
    const reader = await getToken(guest, 'ada');
    const writer = await getToken(guest, 'grace --scope catalog:write');
    guest.assert.equal((await ask(guest, `${catalog}/products`, { token: reader })).status, 200);
    guest.assert.equal(
      (await ask(guest, `${catalog}/products/TEA-01`, { ...put, token: reader })).status,
      403,
    );
    guest.assert.equal(
      (await ask(guest, `${catalog}/products/TEA-01`, { ...put, token: writer })).status,
      201,
    );
  },

  'an order has the price of the catalogue, and outlives its service': async (guest) => {
    const token = await getToken(guest, 'ada');
    const order = { lines: [{ sku: 'TEA-01', quantity: 2 }] };
    const ordered = await askUntilCatalogAnswers(guest, { method: 'POST', token, body: order });
    guest.assert.equal(ordered.status, 201, ordered.body);
    guest.assert.equal((await guest.run('systemctl restart orders-api')).code, 0);
    await waitFor(guest, `${orders}/healthz`);
    const { body } = await ask(guest, `${orders}/orders`, { token });
    guest.assert.match(body, /"total":900/);
  },

  'the key is root alone': async (guest) => {
    const { mode, owner, group } = await guest.file('/etc/webapp/jwt-key');
    guest.assert.deepEqual({ mode, owner, group }, { mode: '0600', owner: 'root', group: 'root' });
    const { stderr } = await guest.run('runuser -u daemon -- /usr/local/sbin/webapp-token ada');
    guest.assert.match(stderr, /Permission denied/);
  },
};
