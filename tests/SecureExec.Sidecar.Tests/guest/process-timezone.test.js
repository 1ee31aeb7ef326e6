// TZ decides at once, for what is made and what is there.
'use strict';
const date = new Date(Date.UTC(2018, 3, 14, 12, 34, 56));
process.env.TZ = 'Europe/Amsterdam';
console.log(date.toString().replace(/\(.*\)/, ''), date.getTimezoneOffset(), date.getHours());
process.env.TZ = 'Asia/Kolkata';
console.log(date.toString().replace(/\(.*\)/, ''), new Date(2020, 0, 1).toISOString(), Intl.DateTimeFormat().resolvedOptions().timeZone);
process.env.TZ = 'America/St_Johns';
console.log(date.toLocaleTimeString('en-GB'), new Date('2020-07-01T00:00').toISOString(), new Date('2020-01-01T00:00').toISOString());
process.env.TZ = 'Etc/UTC';
console.log(date.toString().replace(/\(.*\)/, ''));
Object.defineProperty(process.env, 'TZ', { value: 'Asia/Tokyo', configurable: true, writable: true, enumerable: true });
console.log(date.getTimezoneOffset());
// A zone that is none, however long, is UTC.
process.env.TZ = 'Nowhere/'.padEnd(300, 'x');
console.log(date.toString().replace(/\(.*\)/, ''), process.env.TZ.length);
