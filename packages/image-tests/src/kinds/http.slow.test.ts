import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '@strata/sdk';
import { connectTo } from '../../../communicators/src/testing/ssh-fixture';
import { startSshd } from '../../../communicators/src/testing/sshd';
import { createTestWorkspace, describeResult, type TestWorkspace } from '../testing/real-guest';
import { startTestServer, type TestServer } from '../testing/server';

/* The guest is this machine, over a real sshd, with fewer and fewer programs to ask servers with. */

let server: TestServer;
let url: string;
let workspace: TestWorkspace;

beforeAll(async () => {
  server = await startTestServer();
  url = server.url;
});
afterAll(() => server.close());
beforeEach(() => {
  workspace = createTestWorkspace();
});
afterEach(() => workspace.close());

const passed = (name: string) => `${name}: passed`;

const pages = () => `http:
  ${url}/here:
    status: 200
    headers: ["X-Method: GET"]
    body: [path /here, "!none"]
  ${url}/moved: { status: 200, body: ["/^path .here$/"] }
  stays: { url: "${url}/moved", status: 302, no-follow-redirects: true, headers: ["Location: /here"] }
  sends:
    url: ${url}/put
    method: PUT
    request-headers: ["X-Key: it's \\"so\\""]
    request-body: "two\\nlines \\\\ \\"here\\""
    status: 200
    headers: ["X-Method: PUT"]
    body: ["body two", 'lines \\ "here"', 'key it''s "so"']
  login: { url: "${url}/private", username: ada, password: 'se"cret', status: 200 }
  nobody: { url: "${url}/private", status: 401, body: ["path /private"] }
`;

test.each([
  ['curl', ''],
  ['python3', 'curl'],
])('servers are asked from inside, by %s', async (_, without) => {
  await using guest = await startWithout(without);
  workspace.write({ 'all.yaml': pages() });
  const { results } = await workspace.run(guest.communicator);
  expect(results.map(describeResult).filter((each) => !each.endsWith(': passed'))).toEqual([]);
  expect(results).toHaveLength(13);
  workspace.write({
    'all.yaml': `http:
  ${url}/here: { status: 404, body: [x] }
  ${url}/private: { status: 401, body: [nothing] }
  http://127.0.0.1:1/: { status: 200 }
  ${url}/slow: { status: 200, timeout: 1000 }
`,
  });
  const failed = (await workspace.run(guest.communicator)).results.map(describeResult);
  expect(failed.slice(0, 4)).toEqual([
    `HTTP ${url}/here status: 200`,
    `HTTP ${url}/here body: skipped`,
    passed(`HTTP ${url}/private status`),
    expect.stringContaining(`HTTP ${url}/private body: "path /private`),
  ]);
  expect(failed[4]).toMatch(/status: .*(connect|refused)/i);
  expect(failed[5]).toMatch(/\/slow status: .*(timed out|timeout)/i);
});

test.each([
  ['wget', 'curl python3'],
  ['bash', 'curl python3 wget'],
])('simple pages are asked for by %s where there is nothing better', async (_, without) => {
  await using guest = await startWithout(without);
  workspace.write({
    'all.yaml': `http:
  ${url}/here: { status: 200, headers: ["X-Method: GET"], body: [path /here] }
  ${url}/private: { status: 401 }
  other: { url: "${url}/private", status: 200 }
  sends: { url: "${url}/put", method: PUT, status: 200 }
`,
  });
  expect((await workspace.run(guest.communicator)).results.map(describeResult)).toEqual([
    ...['status', 'headers', 'body'].map((name) => passed(`HTTP ${url}/here ${name}`)),
    passed(`HTTP ${url}/private status`),
    'HTTP other status: 401',
    'HTTP sends status: The guest has no curl or python3 to ask with.',
  ]);
});

/** A machine whose search path lacks some programs. */
async function startWithout(names: string) {
  const machine = await startSshd();
  const bin = join(machine.folder, 'programs');
  mkdirSync(bin);
  const hidden = names.split(' ');
  for (const folder of ['/usr/sbin', '/usr/bin', '/bin', '/sbin'])
    for (const name of readdirSync(folder))
      if (!hidden.includes(name)) link(join(folder, name), join(bin, name));
  const inner = await connectTo(machine);
  return {
    communicator: {
      ...inner.communicator,
      // Tests add the folders of root's programs, which hold nothing that is asked for here.
      exec: (command, signal) =>
        inner.communicator.exec(
          { ...command, command: `PATH=${bin}; export PATH; ${command.command}` },
          signal,
        ),
    } satisfies Connection['communicator'],
    [Symbol.asyncDispose]: async () => {
      await inner.close();
      await machine.close();
    },
  };
}

function link(from: string, to: string): void {
  try {
    symlinkSync(from, to);
  } catch {
    // The first folder that has it counts.
  }
}
