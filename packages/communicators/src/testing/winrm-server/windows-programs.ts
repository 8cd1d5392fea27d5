import { readFileSync, rmSync } from 'node:fs';
import type { ProgramTable } from './commands';
import { createDisk, variables } from './disk';
import type { ProgramContext } from './process';
import type { WinrmServer } from './start';

/** A line of PowerShell that a test's machine knows as well, and what comes of it: what it prints. */
export type KnownLine = readonly [RegExp, () => string];

/**
 * What the Windows provisioners run, done by hand: so few words of cmd and PowerShell that no test takes this for either.
 * A line that is not known is an error.
 */
export function createWindowsPrograms(server: WinrmServer, lines: readonly KnownLine[] = []): ProgramTable {
  const { locate } = createDisk(server.folder);
  const read = (path: string) => readFileSync(locate(path), 'utf8');

  const runPowershell = async (path: string, context: ProgramContext, environment: Environment) => {
    for (const line of read(path).split(/\r?\n/)) {
      const code = await runLine(line, context, environment);
      if (code !== undefined) return code;
    }
    return 0;
  };

  const runLine = async (line: string, context: ProgramContext, environment: Environment) => {
    const [, loaded] = /^\. '(.*)'$/.exec(line) ?? [];
    const [, said] = /^Write-Output "(.*)"$/.exec(line) ?? [];
    const [, code] = /^exit (\d+)$/.exec(line) ?? [];
    const known = lines.find(([pattern]) => pattern.test(line));
    if (known) await context.out(known[1]());
    else if (loaded !== undefined) load(read(loaded), environment);
    else if (said !== undefined) await context.out(`${expandVariables(said, environment)}\r\n`);
    else if (code !== undefined) return Number(code);
    else if (!wrapping.test(line)) throw new Error(`this fake knows no "${line}"`);
    return undefined;
  };

  const runBatch = async (path: string, context: ProgramContext, environment: Environment) => {
    for (const line of read(path).split(/\r?\n/)) {
      const [, said] = /^echo (.*)$/.exec(line) ?? [];
      const [, code] = /^exit \/b (\d+)$/.exec(line) ?? [];
      if (code !== undefined) return Number(code);
      const known = { ...variables, ...environment };
      if (said !== undefined)
        await context.out(`${said.replace(/%(\w+)%/g, (_, name: string) => known[name] ?? '')}\r\n`);
      else if (line !== '') throw new Error(`this fake knows no "${line}"`);
    }
    return 0;
  };

  /** Whatever of cmd or PowerShell a provisioner asks for. */
  const run = async (commandLine: string, context: ProgramContext): Promise<number> => {
    const environment: Environment = { ...context.environment };
    const [, file] = /^powershell -executionpolicy bypass -file "?([^"]*)"?$/.exec(commandLine) ?? [];
    if (file?.includes('packer-elevated-shell')) return runElevated(read(file), context);
    if (file !== undefined) return runPowershell(file, context, environment);
    const [, loaded, script] = /;\. (\S+); &'([^']*)'; exit \$LastExitCode }"$/.exec(commandLine) ?? [];
    if (loaded && script) {
      load(read(loaded), environment);
      return runPowershell(script, context, environment);
    }
    const [, assignments = '', batch] = /^((?:set "[^"]*" && )*)"([^"]*\.bat)"$/.exec(commandLine) ?? [];
    if (!batch) throw new Error(`this fake knows no "${commandLine}"`);
    for (const [, name = '', value = ''] of assignments.matchAll(/set "(\w+)=([^"]*)"/g))
      environment[name] = value;
    return runBatch(batch, context, environment);
  };

  /** As the scheduler does: another user, who has nothing of our environment. */
  const runElevated = (script: string, context: ProgramContext): Promise<number> => {
    const get = (name: string) =>
      new RegExp(`^\\$${name} = '((?:[^']|'')*)'`, 'm').exec(script)?.[1]?.replaceAll("''", "'");
    if (get('user') !== server.username || get('password') !== server.password)
      throw new Error('The user name or password is incorrect.');
    if (/^Remove-Item .*\$MyInvocation/m.test(script)) {
      const [, own = ''] = / -file "([^"]*)"$/.exec(context.commandLine) ?? [];
      rmSync(locate(own));
    }
    return run(get('command') ?? '', { ...context, environment: {} });
  };

  const remove = ({ commandLine }: ProgramContext) => {
    for (const [, path = ''] of commandLine.matchAll(/'([^']*)'/g)) rmSync(locate(path), { force: true });
    return 0;
  };

  return [
    [/^powershell .*-command "Remove-Item /, remove],
    [/^powershell |\.bat"$/, (context) => run(context.commandLine, context)],
    [
      /^shutdown \/r \/f \/t 0 /,
      () => {
        // Windows says that it will, and then does.
        setTimeout(() => server.reboot(DOWN), BEFORE);
        return 0;
      },
    ],
    [/^shutdown \/r \/f \/t 60 /, () => 0],
    [/^shutdown \/a$/, () => 0],
    [
      /^echo \("\{0\} restarted\." -f /,
      async ({ out }) => {
        await out('WINDOWS restarted.\r\n');
        return 0;
      },
    ],
  ];
}

/** Milliseconds. */
const BEFORE = 50;
const DOWN = 200;

type Environment = Record<string, string>;

/** Lines that the provisioner puts around those of the user. */
const wrapping =
  /^(\$ProgressPreference = .*|try \{|\} catch \{| {2}Write-Output \$_| {2}exit 1|\}|if \(\$LastExitCode\) .*|)$/;

function load(file: string, environment: Environment): void {
  for (const [, name = '', value = ''] of file.matchAll(/\$env:(\w+)="((?:[^"`]|`.)*)"; /g))
    environment[name] = value.replace(/`(.)/g, '$1');
}

function expandVariables(text: string, environment: Environment): string {
  return text.replace(/\$env:(\w+)/g, (_, name: string) => environment[name] ?? '');
}
