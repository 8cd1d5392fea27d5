export { readPublicKey, type SigningKey } from './dsse/keys';
export { provenanceSchema } from './schema';
export type { Statement } from './statement/types';
export { checkSubject, type Evidence } from './verify/check-subject';
export { type ParsedProvenance, parseProvenance } from './verify/parse';
export { type ProvenanceRequest, type WrittenProvenance, writeProvenance } from './write';
