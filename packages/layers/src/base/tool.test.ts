import { runTool } from './tool';

const context = { searchPath: '/nowhere', signal: new AbortController().signal };

test.each([
  ['mmdebstrap', 'mmdebstrap'],
  ['gpgv', 'gpgv'],
  ['apt-get', 'apt'],
] as const)('a machine without %s is told to install %s', async (tool, name) => {
  await expect(runTool(context, { tool, args: [] })).rejects.toMatchObject({
    diagnostics: [{ code: 'LAY009', hint: `Run \`sudo apt-get install ${name}\`.` }],
  });
});
