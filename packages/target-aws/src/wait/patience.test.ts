import { getPatience, patience } from './patience';

test.each([
  ['nothing leaves the usual', undefined, {}, patience.image],
  [
    'aws_polling says both',
    { max_attempts: 4, delay_seconds: 30 },
    {},
    { limit: 120_000, firstDelay: 30_000, longestDelay: 30_000 },
  ],
  [
    'the template comes before the environment',
    { max_attempts: 2, delay_seconds: 10 },
    { AWS_MAX_ATTEMPTS: '99', AWS_POLL_DELAY_SECONDS: '99' },
    { limit: 20_000, firstDelay: 10_000, longestDelay: 10_000 },
  ],
  [
    'the delay alone leaves the limit',
    undefined,
    { AWS_POLL_DELAY_SECONDS: '5' },
    { limit: patience.image.limit, firstDelay: 5_000, longestDelay: 5_000 },
  ],
  [
    'attempts alone count the usual pauses',
    undefined,
    { AWS_MAX_ATTEMPTS: '10' },
    { limit: 160_000, firstDelay: 1_000, longestDelay: 16_000 },
  ],
  ['what is no number says nothing', undefined, { AWS_MAX_ATTEMPTS: 'many' }, patience.image],
])('%s', (_, polling, variables, expected) => {
  expect(getPatience(patience.image, { aws_polling: polling }, variables)).toEqual(expected);
});
