import { parseDefinition } from '../definition/read-definition';
import { completeApplication } from './complete';

/** An application called `my-app` whose file says this of it. */
function complete(changes: object) {
  const text = JSON.stringify({ name: 'my-app', version: '1.0.0', ...changes });
  const { value } = parseDefinition({ file: 'vm-app.json', directory: '/w', text, project: 'my-app' });
  if (!value) throw new Error('the definition of the test has a fault');
  return completeApplication(value);
}

const files = { kind: 'files', files: [{ from: 'a', to: '/opt/a' }] };

test('a package of files is unpacked before each command, and its name has an ending', () => {
  const { packageFile, commands } = complete({ package: files });
  expect(packageFile).toBe('my-app.tar.gz');
  expect(commands.remove).toBe('tar -xzf my-app.tar.gz --no-same-owner && exec sh ./manage.sh remove');
});

test('names with spaces are quoted, and odd ones too', () => {
  const { commands } = complete({ package: files, packageFile: "my 'app'.tgz" });
  expect(commands.install).toContain(`tar -xzf 'my '\\''app'\\''.tgz' --no-same-owner`);
});

test('an .msi is installed in silence with a log, and a wish for a restart is a success', () => {
  const { packageFile, commands } = complete({
    os: 'windows',
    package: { kind: 'installer', file: 'build/agent.msi' },
  });
  expect(packageFile).toBe('my-app.msi');
  expect(commands.install).toContain(
    'msiexec.exe /i "my-app.msi" /quiet /norestart /l*v "my-app-installer.log"',
  );
  expect(commands.install).toContain('EQU 3010 (exit /b 0)');
  expect(commands.remove).toContain('msiexec.exe /x "my-app.msi"');
});

test('an .exe takes the switches and the remover that it was given', () => {
  const uninstall = '"C:\\Program Files\\Agent\\uninstall.exe" /S';
  const { packageFile, commands } = complete({
    os: 'windows',
    package: { kind: 'installer', file: 'Agent.EXE', switches: '/S', uninstall },
  });
  expect(packageFile).toBe('my-app.EXE');
  expect(commands.install).toContain('".\\my-app.EXE" /S');
  expect(commands.remove).toBe(uninstall);
});

test.each([
  ['a.zip', 'linux', '/opt/a', 'python3 -m zipfile -e my-app.zip /opt/a'],
  ['a.tar.gz', 'linux', '/opt/a', 'tar -xf my-app.tar.gz -C /opt/a --no-same-owner'],
  [
    'a.zip',
    'windows',
    'C:\\Tools\\A',
    "Expand-Archive -Force -LiteralPath 'my-app.zip' -DestinationPath 'C:\\Tools\\A'",
  ],
])('%s on %s goes to a folder of its own', (file, os, to, words) => {
  const { commands } = complete({ os, package: { kind: 'archive', file, to } });
  expect(commands.install).toContain(words);
  expect(commands.remove).toContain(to);
});

test('commands of its own file take the place of the others', () => {
  const { commands } = complete({ package: files, commands: { install: 'mine' } });
  expect(commands.install).toBe('mine');
  // What goes with another install command would not fit.
  expect(commands.update).toBeUndefined();
  expect(commands.remove).toContain('manage.sh remove');
});

test('a configuration keeps its ending', () => {
  expect(complete({ package: files, configuration: 'a/b.yaml' }).configurationFile).toBe(
    'my-app-configuration.yaml',
  );
  expect(complete({ package: files }).configurationFile).toBe('my-app-configuration');
});
