// Hundreds of files: an index that re-exports each function, and one deep import.
import { addMonths, addBusinessDays, differenceInCalendarDays, eachWeekOfInterval, endOfMonth, format, formatDistance, formatISO, getISOWeek, intervalToDuration, isValid, lightFormat, parse, parseISO, startOfWeek } from 'date-fns';
import * as all from 'date-fns';
import { de } from 'date-fns/locale/de';
import { fr } from 'date-fns/locale';
import addDays from 'date-fns/addDays';
import { createRequire } from 'node:module';

console.log(Object.keys(all).length > 200, typeof createRequire(import.meta.url)('date-fns').format);
const day = new Date(2024, 1, 28, 13, 5, 9, 42);
console.log(format(day, "yyyy-MM-dd'T'HH:mm:ss.SSS EEEE do MMMM, QQQ 'week' I"), lightFormat(addDays ? day : 0, 'dd.MM.yy'));
console.log(format(day, 'PPPPpp', { locale: de }), format(day, 'EEEE d MMMM', { locale: fr }));
console.log(lightFormat(addMonths(new Date(2024, 0, 31), 1), 'yyyy-MM-dd'), lightFormat(addBusinessDays(day, 5), 'yyyy-MM-dd'), getISOWeek(day));
console.log(formatDistance(day, new Date(2023, 10, 1), { addSuffix: true, locale: de }), differenceInCalendarDays(endOfMonth(day), day));
console.log(intervalToDuration({ start: new Date(2020, 1, 1), end: day }));
console.log(eachWeekOfInterval({ start: startOfWeek(day, { weekStartsOn: 1 }), end: new Date(2024, 2, 20) }).map((d) => lightFormat(d, 'MM/dd')));
console.log(isValid(parse('31.02.2024', 'dd.MM.yyyy', day)), lightFormat(parse('3 mars 2021', 'd MMMM yyyy', day, { locale: fr }), 'yyyy-MM-dd'), parseISO('2020-01-01').getFullYear(), formatISO(parseISO('2014-09-01T11:00:00Z')).length > 10);
try {
  format(day, 'YYYY');
} catch (error) {
  console.log(error.name, error.message);
}
