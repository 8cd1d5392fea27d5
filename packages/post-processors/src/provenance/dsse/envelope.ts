import { sign, verify } from 'node:crypto';
import type { SigningKey } from './keys';

/**
 * A text and who vouches for it: DSSE.
 *
 * @see Dead Simple Signing Envelope v1.0, envelope.md
 */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** @see in-toto Attestation Framework, spec/v1/envelope.md */
export const payloadType = 'application/vnd.in-toto+json';

/**
 * What is signed: the type along with the text, each behind its length in bytes, so that neither can pass for the other.
 *
 * @see Dead Simple Signing Envelope v1.0, protocol.md, "Signature Definition"
 */
export function encodeForSigning(type: string, payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

export function seal(text: string, { key, digest, id }: SigningKey): Envelope {
  const payload = Buffer.from(text);
  const sig = sign(digest, encodeForSigning(payloadType, payload), key).toString('base64');
  return { payload: payload.toString('base64'), payloadType, signatures: [{ keyid: id, sig }] };
}

/**
 * The text of an envelope, when one of its signatures is by the key; undefined when none is. What the envelope says of keys
 * decides nothing.
 */
export function open(envelope: Envelope, { key, digest }: SigningKey): string | undefined {
  const payload = decode(envelope.payload);
  const bytes = encodeForSigning(envelope.payloadType, payload);
  const isBy = (sig: string) =>
    encodings.some((dsaEncoding) => verify(digest, bytes, { key, dsaEncoding }, decode(sig)));
  return envelope.signatures.some(({ sig }) => isBy(sig)) ? payload.toString() : undefined;
}

/** The specification leaves the form of a signature open: tools write ASN.1, its own example the two numbers. */
const encodings = ['der', 'ieee-p1363'] as const;

/** Both alphabets of base64 are to be taken; Node's decoder takes both. */
function decode(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

/** What an envelope says, whoever wrote it. */
export function read({ payload }: Envelope): string {
  return decode(payload).toString();
}

/** Undefined for what is no envelope. */
export function parseEnvelope(value: unknown): Envelope | undefined {
  const { payload, payloadType: type, signatures } = Object(value);
  const isSigned =
    Array.isArray(signatures) && signatures.every((one: unknown) => typeof Object(one).sig === 'string');
  return typeof payload === 'string' && typeof type === 'string' && isSigned
    ? { payload, payloadType: type, signatures }
    : undefined;
}
