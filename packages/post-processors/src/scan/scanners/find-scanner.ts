import { Failure } from '@strata/diagnostics';
import type { PostProcessContext } from '@strata/sdk';
import { problem } from '../../codes';
import type { ImageContents } from '../../contents/find-contents';
import { debsecan } from './debsecan';
import { grype } from './grype';
import { runProgram } from './run-program';
import type { Scanner } from './scanner';
import { trivy } from './trivy';

/** In the order in which they are taken when the template names none. */
const scanners: readonly Scanner[] = [trivy, grype, debsecan];

/**
 * The scanner that the template names, or the first that is installed and knows the image.
 *
 * @param wanted `auto`, or a scanner's name
 * @throws Failure when a scanner that is named is not installed or cannot look at the image
 */
export async function findScanner(
  context: PostProcessContext,
  contents: ImageContents,
  wanted: string,
): Promise<Scanner | undefined> {
  const named = scanners.find(({ name }) => name === wanted);
  if (named) {
    const refusal = named.refuse(contents);
    if (refusal !== undefined)
      throw new Failure(problem('PPR040', { detail: `${named.name} cannot look at the image: ${refusal}.` }));
    return named;
  }
  for (const scanner of wanted === 'auto' ? scanners : [])
    if (scanner.refuse(contents) === undefined && (await isInstalled(context, scanner))) return scanner;
  return undefined;
}

async function isInstalled(context: PostProcessContext, { name }: Scanner): Promise<boolean> {
  try {
    return (await runProgram(context, name, ['--version'])).code === 0;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}
