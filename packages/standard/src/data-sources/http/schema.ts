import { createAddressRule, defineSchema, type OptionsOf } from '@strata/sdk';

export const httpSchema = defineSchema({
  options: {
    url: {
      type: 'string',
      required: true,
      affects: 'result',
      secret: true,
      doc: 'Where to ask: begins with `http://` or `https://`. A sensitive one is never shown.',
    },
    method: {
      type: 'string',
      affects: 'result',
      default: 'GET',
      allowed: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'],
      doc: 'How to ask.',
    },
    request_headers: {
      type: { map: 'string' },
      affects: 'result',
      secret: true,
      doc: 'Headers to ask with.',
    },
    request_body: {
      type: 'string',
      affects: 'result',
      secret: true,
      doc: 'What to send along.',
    },
  },
  rules: [createAddressRule('url')],
});

export type HttpDataOptions = OptionsOf<typeof httpSchema>;
