import { formatInstant } from '../../time/instant';

const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]|[ \t]+)(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d*)?[ \t]*(Z|[+-]\d{1,2}(?::?\d{2})?)?)?$/;

/** A YAML 1.1 timestamp as RFC 3339; undefined when it is none. */
export function timestampText(text: string): string | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offset = offsetOf(match[7]);
  return formatInstant({ milliseconds: date.getTime() - offset * 60_000, offset });
}

function offsetOf(text: string | undefined): number {
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(text ?? '');
  if (match === null) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0));
}
