const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export const monthName = (date: Date): string => months[date.getUTCMonth()] as string;
export const weekdayName = (date: Date): string => weekdays[date.getUTCDay()] as string;
export const padded = (value: number): string => String(value).padStart(2, '0');
