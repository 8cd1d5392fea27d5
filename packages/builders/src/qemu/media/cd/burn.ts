import { Failure } from '@strata/diagnostics';
import type { Environment, PartContext } from '@strata/sdk';
import { createOutputTail } from '@strata/sdk/scripts';
import { problem } from '../../../codes';
import { getSourceDate } from '../source-date';
import { type CdJob, type CdProgram, cdPrograms } from './programs';

type Context = Pick<PartContext, 'ports' | 'signal'>;

/** Has the first program that is there write the image. */
export async function burn(context: Context, job: CdJob): Promise<void> {
  for (const program of cdPrograms) if (await tryProgram(context, job, program)) return;
  const names = cdPrograms.map(({ name }) => name).join(', ');
  throw new Failure(
    problem('BLD045', {
      detail: `No program of this machine writes CD images: none of ${names} is there.`,
      hint: 'apt-get install xorriso; on macOS hdiutil is there, on Windows oscdimg comes with the ADK.',
    }),
  );
}

/** False when the program is not there. */
async function tryProgram({ ports, signal }: Context, job: CdJob, program: CdProgram): Promise<boolean> {
  const tail = createOutputTail();
  const result = await ports.processes
    .run({
      command: program.name,
      args: program.getArguments(job),
      env: getEnvironment(ports.environment),
      signal,
      onOutput: (_, data) => tail.add(data),
    })
    .catch((error: unknown) => {
      if (error instanceof Failure && error.diagnostics[0]?.code === 'SDK001') return undefined;
      throw error;
    });
  if (!result) return false;
  if (result.code === 0) return true;
  const lines = tail.getLines().map((line) => `  ${line}`);
  const ending =
    result.code === undefined ? `was ended by ${result.signal}` : `failed with code ${result.code}`;
  throw new Failure(
    problem('BLD046', { detail: `${program.name} ${ending}. Its last output:\n${lines.join('\n')}` }),
  );
}

/** Programs that know `SOURCE_DATE_EPOCH` write no other time. */
function getEnvironment(environment: Environment): Record<string, string> {
  const inherited = Object.entries(environment.variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(inherited), SOURCE_DATE_EPOCH: String(getSourceDate(environment)) };
}
