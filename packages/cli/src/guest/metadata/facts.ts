import type { AzureFacts } from './azure-documents';
import type { Ec2Facts } from './ec2-tree';

/** Which service a guest is to find, and what it tells. None of it is a secret: it stands in a command line. */
export type MetadataFacts =
  | { readonly cloud: 'ec2'; readonly facts: Ec2Facts }
  | { readonly cloud: 'azure'; readonly facts: AzureFacts };

/** As one word for a command line. */
export function encodeFacts(facts: MetadataFacts): string {
  return Buffer.from(JSON.stringify(facts)).toString('base64url');
}

export function decodeFacts(text: string): MetadataFacts {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as MetadataFacts;
}
