import { resultOf } from '../../testing/call';

const parts = (source: string) => resultOf(`jsonencode(${source})`);

test('a timestamp falls into its parts, those of its own zone', () => {
  expect(parts('rfc3339_parse("2023-07-25T23:43:16Z")')).toBe(
    String.raw`string: "{\"day\":25,\"hour\":23,\"iso_week\":30,\"iso_year\":2023,\"minute\":43,\"month\":7,\"month_name\":\"July\",\"second\":16,\"unix\":1690328596,\"weekday\":2,\"weekday_name\":\"Tuesday\",\"year\":2023,\"year_day\":206}"`,
  );
  expect(resultOf('rfc3339_parse("2023-07-25T23:43:16-08:00").unix')).toBe('number: 1690357396');
  expect(resultOf('rfc3339_parse("2023-07-25T23:43:16-08:00").hour')).toBe('number: 23');
});

test('a Unix time falls into the same parts, in UTC', () => {
  expect(parts('unix_timestamp_parse(1690328596)')).toBe(
    String.raw`string: "{\"day\":25,\"hour\":23,\"iso_week\":30,\"iso_year\":2023,\"minute\":43,\"month\":7,\"month_name\":\"July\",\"rfc3339\":\"2023-07-25T23:43:16Z\",\"second\":16,\"weekday\":2,\"weekday_name\":\"Tuesday\",\"year\":2023,\"year_day\":206}"`,
  );
});

test.each([
  ['rfc3339_parse("2023-07-25 23:43:16Z").hour', 'number: 23'],
  ['rfc3339_parse("2023-07-25T23:43:16.5Z").unix', 'number: 1690328596'],
  ['rfc3339_parse("1969-12-31T23:59:59.5Z").unix', 'number: -1'],
  // ISO 8601: the week belongs to the year of its Thursday.
  ['rfc3339_parse("2021-01-03T00:00:00Z").iso_week', 'number: 53'],
  ['rfc3339_parse("2021-01-03T00:00:00Z").iso_year', 'number: 2020'],
  ['rfc3339_parse("2018-12-31T00:00:00Z").iso_week', 'number: 1'],
  ['rfc3339_parse("2018-12-31T00:00:00Z").iso_year', 'number: 2019'],
  ['rfc3339_parse("2020-12-31T00:00:00Z").year_day', 'number: 366'],
  ['rfc3339_parse("0050-03-01T00:00:00Z").year_day', 'number: 60'],
  ['unix_timestamp_parse(0).weekday_name', 'string: "Thursday"'],
  ['unix_timestamp_parse(-1).rfc3339', 'string: "1969-12-31T23:59:59Z"'],
  ['unix_timestamp_parse(253402300799).rfc3339', 'string: "9999-12-31T23:59:59Z"'],
])('%s is %s', (source, expected) => {
  expect(resultOf(source)).toBe(expected);
});

test.each([
  ['rfc3339_parse("yesterday")', 'not a valid RFC3339 timestamp'],
  ['rfc3339_parse("2023-02-30T00:00:00Z")', 'day out of range'],
  ['unix_timestamp_parse(1.5)', 'a whole number is required'],
  ['unix_timestamp_parse(253402300800)', 'the years 0 to 9999'],
  ['unix_timestamp_parse(1e19)', 'a whole number of up to 64 bits is required'],
])('%s fails: %s', (source, reason) => {
  expect(resultOf(source)).toContain(reason);
});
