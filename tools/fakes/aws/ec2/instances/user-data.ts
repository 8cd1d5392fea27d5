import { refuse } from '../../refusal';

/** Bytes before base64. Source: Amazon's documentation, "Run commands when you launch an EC2 instance". */
const MOST_BYTES = 16_384;
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/u;

/** @throws Refusal when it is not base64, or too much */
export function checkUserData(text: string | undefined): void {
  if (text === undefined) return;
  if (!BASE64.test(text) || text.replace(/\s/gu, '').length % 4 !== 0)
    throw refuse('InvalidUserData.Malformed', 'Invalid BASE64 encoding of user data.');
  if (Buffer.from(text, 'base64').length > MOST_BYTES)
    throw refuse('InvalidParameterValue', `User data is limited to ${MOST_BYTES} bytes`);
}
