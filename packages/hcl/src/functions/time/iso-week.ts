const millisecondsPerDay = 86_400_000;

/** Milliseconds of a day at midnight; `Date.UTC` takes years under 100 for those of the twentieth century. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day);
}

/** The first of January is day 1. */
export function dayOfYear(date: Date): number {
  const year = date.getUTCFullYear();
  const day = midnight(year, date.getUTCMonth(), date.getUTCDate());
  return 1 + Math.round((day - midnight(year, 0, 1)) / millisecondsPerDay);
}

/** The week by ISO 8601, and the year that it belongs to: that of its Thursday. */
export function isoWeek(date: Date): { readonly year: number; readonly week: number } {
  const fromMonday = (date.getUTCDay() + 6) % 7;
  const thursday = new Date(
    midnight(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - fromMonday + 3),
  );
  return { year: thursday.getUTCFullYear(), week: 1 + Math.floor((dayOfYear(thursday) - 1) / 7) };
}
