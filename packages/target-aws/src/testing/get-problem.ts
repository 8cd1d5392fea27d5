import { Failure } from '@strata/diagnostics';

/** What a piece of work failed at, in one line: code, detail, hint. Nothing when it did not fail. */
export async function getProblem(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return undefined;
  if (!(error instanceof Failure)) throw error;
  return error.diagnostics.map(({ code, detail, hint = '' }) => `${code} ${detail} ${hint}`).join('\n');
}
