import { Failure } from '@strata/diagnostics';
import { problem } from '../../codes';
import { type Envelope, open, parseEnvelope, payloadType, read } from '../dsse/envelope';
import type { SigningKey } from '../dsse/keys';
import { predicateType, type Resource, type Statement, statementType } from '../statement/types';

export interface ParsedProvenance {
  readonly statement: Statement;
  /** Whether the key that was given has signed it. */
  readonly signature: 'valid' | 'not checked' | 'none';
}

/**
 * Reads provenance. What is signed by somebody else than was asked for is not read at all.
 *
 * @throws Failure PPR066 for what is no provenance, PPR067 for a signature that does not fit, PPR068 when one is missing
 */
export function parseProvenance(text: string, name: string, key: SigningKey | undefined): ParsedProvenance {
  const document = parseJson(text, name);
  const envelope = parseEnvelope(document);
  if (!envelope) {
    if (key)
      throw new Failure(
        problem('PPR068', {
          detail: `${name} is not signed, and was to be by the key ${key.id}.`,
          hint: 'Write it again with key_file (strata provenance -key), or leave -key out.',
        }),
      );
    return { statement: parseStatement(document, name), signature: 'none' };
  }
  if (envelope.payloadType !== payloadType)
    throw refuse(name, `it is an envelope of ${JSON.stringify(envelope.payloadType)}, not of ${payloadType}`);
  if (!key)
    return { statement: parseStatement(parseJson(read(envelope), name), name), signature: 'not checked' };
  const signed = open(envelope, key);
  if (signed === undefined) throw otherSigner(name, envelope, key);
  return { statement: parseStatement(parseJson(signed, name), name), signature: 'valid' };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refuse(name, 'it is no JSON');
  }
}

function parseStatement(document: unknown, name: string): Statement {
  const { _type, predicateType: type, subject } = Object(document);
  if (_type !== statementType)
    throw refuse(name, `its _type is ${JSON.stringify(_type)}, not ${statementType}`);
  if (type !== predicateType)
    throw refuse(name, `its predicateType is ${JSON.stringify(type)}, not ${predicateType}`);
  if (!Array.isArray(subject) || subject.length === 0 || !subject.every(isResource))
    throw refuse(name, 'its subject is not a list of names with digests');
  return document as Statement;
}

function isResource(value: unknown): value is Resource {
  const { name, digest } = Object(value);
  return typeof name === 'string' && typeof Object(digest).sha256 === 'string';
}

function refuse(name: string, reason: string): Failure {
  return new Failure(
    problem('PPR066', {
      detail: `${name} is no provenance that can be checked: ${reason}.`,
      hint: 'The post-processor provenance and strata provenance write one.',
    }),
  );
}

function otherSigner(name: string, { signatures }: Envelope, key: SigningKey): Failure {
  const ids = signatures.map(({ keyid }) => keyid || 'a key that it does not name').join(', ');
  return new Failure(
    problem('PPR067', {
      detail: `${name} carries no signature of the key ${key.id} over what it says. It names ${ids || 'no key'}.`,
      hint: 'It was changed after it was signed, or somebody else signed it. Do not use the image before you know which.',
    }),
  );
}
