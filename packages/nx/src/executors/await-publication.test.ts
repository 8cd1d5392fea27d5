import type { ExecutorContext } from '@nx/devkit';
import { awaitPublication } from './await-publication';

let written: string;
beforeEach(() => {
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text.toString();
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

/** What Nx hands to the executor of golden, whose own target publishes nowhere with the configuration `aws`. */
function createContext(configurationName?: string): ExecutorContext {
  const publish = { options: { to: ['registry.example/golden'] }, configurations: { aws: { to: [] } } };
  return {
    ...{ root: '/w', cwd: '/w', isVerbose: false, projectName: 'golden' },
    ...(configurationName !== undefined && { configurationName }),
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
    projectsConfigurations: {
      version: 2,
      projects: { golden: { root: 'images/golden', targets: { release: publish } } },
    },
  };
}

const options = { template: 'images/golden', target: 'release' };

test('nothing is published until a destination is chosen', async () => {
  expect(await awaitPublication(options, createContext())).toEqual({ success: true });
  expect(written).toContain('golden is not published, since no destination was chosen');
});

test('with a destination, what the project says of its own target counts', async () => {
  expect(await awaitPublication(options, createContext('aws'))).toEqual({ success: true });
  expect(written).toContain('golden is published nowhere: its option "to" is an empty list');
});
