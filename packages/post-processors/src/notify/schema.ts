import { createAddressRule, createPlaceholderRule, defineSchema, type OptionsOf, where } from '@strata/sdk';
import { problem } from '../codes';
import { VALUE_NAMES } from '../web/values';

const run = { affects: 'run' } as const;

const MESSAGE =
  'May name `{{.BuildName}}`, `{{.BuilderType}}`, `{{.BuilderId}}`, `{{.ArtifactId}}`, `{{.Files}}` and `{{.RunId}}`.';
const DEFAULT_MESSAGE = '{{.BuildName}} ({{.BuilderType}}) was built: {{.ArtifactId}}';

const HIGHEST_PORT = 65_535;

function isPort(port: unknown): boolean {
  return typeof port === 'number' && Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT;
}

const webhookSchema = defineSchema({
  options: {
    url: { type: 'string', ...run, required: true, secret: true, doc: 'Where the JSON object is posted.' },
    headers: {
      type: { map: 'string' },
      ...run,
      secret: true,
      doc: 'Headers to send along, such as a login.',
    },
  },
  rules: [createAddressRule('url')],
});

const slackSchema = defineSchema({
  options: {
    url: {
      type: 'string',
      ...run,
      required: true,
      secret: true,
      doc: 'Address of an incoming webhook of Slack, or of what understands the same (Mattermost, Rocket.Chat).',
    },
    channel: {
      type: 'string',
      ...run,
      doc: 'Another channel than the webhook’s own, where the server allows it.',
    },
  },
  rules: [createAddressRule('url')],
});

const emailSchema = defineSchema({
  options: {
    server: { type: 'string', ...run, required: true, doc: 'Host of the SMTP server.' },
    port: { type: 'number', ...run, doc: 'Its port; by itself 587, with `tls` 465, with `none` 25.' },
    encryption: {
      type: 'string',
      ...run,
      default: 'starttls',
      allowed: ['starttls', 'tls', 'none'],
      doc: 'How the line is encrypted. With `starttls` a server that cannot is refused.',
    },
    ca_certificate: {
      type: 'string',
      ...run,
      doc: 'Certificate to trust instead of the well-known ones, in PEM form.',
    },
    username: { type: 'string', ...run, doc: 'Who logs in; nobody by itself.' },
    password: { type: 'string', ...run, secret: true, doc: 'The password or token to log in with.' },
    from: { type: 'string', ...run, required: true, doc: 'Sender.' },
    to: { type: { list: 'string' }, ...run, required: true, doc: 'Recipients.' },
    subject: {
      type: 'string',
      ...run,
      default: '{{.BuildName}} ({{.BuilderType}}) was built',
      doc: `The subject. ${MESSAGE}`,
    },
  },
  rules: [
    createPlaceholderRule('subject', VALUE_NAMES),
    ({ encryption, username, password }, at) =>
      encryption === 'none' && (username !== undefined || password !== undefined)
        ? [
            problem('PPR009', {
              detail: 'encryption is "none", so anybody on the way could read the password.',
              ...where(at('encryption')),
              hint: 'Set encryption = "starttls" or "tls", or leave username and password out.',
            }),
          ]
        : [],
    ({ username, password }, at) =>
      password !== undefined && username === undefined
        ? [
            problem('PPR003', {
              detail: 'password is given, but nobody who logs in with it.',
              ...where(at('password')),
              hint: 'Give username too.',
            }),
          ]
        : [],
    ({ port }, at) =>
      port === undefined || isPort(port)
        ? []
        : [
            problem('PPR012', {
              detail: `port is a whole number from 1 to ${HIGHEST_PORT}, not ${port}.`,
              ...where(at('port')),
              hint: 'Leave it out for the usual one.',
            }),
          ],
    ({ to }, at) => {
      if (!Array.isArray(to) || (to.length > 0 && !to.includes(''))) return [];
      const detail = to.length === 0 ? '"to" names nobody.' : '"to" holds an address that is empty.';
      return [problem('PPR003', { detail, ...where(at('to')), hint: 'Write to = ["team@example.com"].' })];
    },
  ],
});

export const notifySchema = defineSchema({
  options: {
    message: { type: 'string', ...run, default: DEFAULT_MESSAGE, doc: `What is told. ${MESSAGE}` },
  },
  blocks: {
    webhook: {
      count: 'many',
      doc: 'Posts a JSON object: `status` (`success`), `message`, `build`, `builder_type`, `builder_id`, `artifact_id`, `files`, `run`.',
      schema: webhookSchema,
    },
    slack: { count: 'many', doc: 'Posts the message to a chat.', schema: slackSchema },
    email: { count: 'many', doc: 'Sends the message as an e-mail by SMTP.', schema: emailSchema },
  },
  rules: [
    createPlaceholderRule('message', VALUE_NAMES),
    ({ webhook = [], slack = [], email = [] }, at) =>
      [webhook, slack, email].flat().length === 0
        ? [
            problem('PPR003', {
              detail: 'notify is told of nobody to notify.',
              ...where(at()),
              hint: 'Write a block webhook, slack or email in it.',
            }),
          ]
        : [],
  ],
});

export type NotifyOptions = OptionsOf<typeof notifySchema>;
export type WebhookOptions = OptionsOf<typeof webhookSchema>;
export type SlackOptions = OptionsOf<typeof slackSchema>;
export type EmailOptions = OptionsOf<typeof emailSchema>;
