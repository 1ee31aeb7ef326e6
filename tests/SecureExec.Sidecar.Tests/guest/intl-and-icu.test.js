const t = (name, f) => { try { console.log(name, JSON.stringify(f())); } catch (error) { console.log(name, error.name, error.code, error.message); } };
const day = new Date(Date.UTC(2024, 1, 29, 13, 5, 9));
for (const locale of ['en-US', 'de-DE', 'fr', 'ja-JP', 'ar-EG', 'hi', 'zh-Hant', 'tr', 'pt-BR', 'he']) {
  t(`${locale} date`, () => [day.toLocaleDateString(locale, { timeZone: 'UTC', dateStyle: 'full' }), day.toLocaleTimeString(locale, { timeZone: 'Asia/Tokyo' })]);
  t(`${locale} number`, () => [(1234567.891).toLocaleString(locale), new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(-5.5), (123n ** 5n).toLocaleString(locale), new Intl.NumberFormat(locale, { notation: 'compact' }).format(15300)]);
  t(`${locale} plural`, () => [0, 1, 2, 5, 21].map((n) => new Intl.PluralRules(locale).select(n)));
  t(`${locale} list`, () => new Intl.ListFormat(locale).format(['a', 'b', 'c']));
  t(`${locale} relative`, () => [new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day'), new Intl.RelativeTimeFormat(locale).format(3, 'week')]);
}
t('zones', () => ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia'].map((timeZone) => new Intl.DateTimeFormat('en', { timeZone, timeStyle: 'long', dateStyle: 'short' }).format(day)));
t('bad zone', () => new Intl.DateTimeFormat('en', { timeZone: 'Nowhere/City' }));
t('bad locale', () => new Intl.NumberFormat('not a locale'));
t('supported', () => [Intl.NumberFormat.supportedLocalesOf(['de', 'tlh', 'en-GB']), Intl.getCanonicalLocales('EN-us'), Intl.supportedValuesOf('currency').length > 100, Intl.supportedValuesOf('timeZone').includes('Europe/Paris')]);
t('collate', () => [['z', 'ä', 'a', 'Z'].sort(new Intl.Collator('de').compare), ['z', 'ä', 'a'].sort(new Intl.Collator('sv').compare), ['a10', 'a2'].sort(new Intl.Collator('en', { numeric: true }).compare), 'a'.localeCompare('B')]);
t('case', () => ['I'.toLocaleLowerCase('tr'), 'i'.toLocaleUpperCase('tr'), 'ß'.toUpperCase(), 'İ'.toLowerCase().length]);
t('normalize', () => ['NFC', 'NFD', 'NFKC', 'NFKD'].map((form) => 'é\ufb01Å'.normalize(form).length));
t('segment', () => [[...new Intl.Segmenter('en', { granularity: 'word' }).segment('Hello, 世界 foo')].map((s) => s.segment), [...new Intl.Segmenter().segment('👩‍👩‍👧e\u0301')].length, [...new Intl.Segmenter('th', { granularity: 'word' }).segment('สวัสดีชาวโลก')].length]);
t('names', () => [new Intl.DisplayNames('de', { type: 'region' }).of('US'), new Intl.DisplayNames('en', { type: 'language' }).of('fr-CA'), new Intl.Locale('zh').maximize().toString()]);
t('duration', () => new Intl.DurationFormat('en', { style: 'long' }).format({ hours: 1, minutes: 2 }));
t('parts', () => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).formatToParts(day).map((part) => part.type));
t('range', () => new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).formatRange(day, new Date(+day + 864e5)));
t('regexp', () => ['\u{1f600}'.match(/\p{Emoji}/u) !== null, /\p{Script=Greek}/u.test('α'), /[\p{L}--[a-z]]/v.test('a'), /^\p{RGI_Emoji}$/v.test('👩‍👩‍👧'), /\p{Lu}/iu.test('a')]);
t('resolved', () => { const o = new Intl.DateTimeFormat().resolvedOptions(); return [o.locale, o.calendar, o.numberingSystem, o.timeZone]; });
t('offset', () => [new Date(2024, 0, 1).getTimezoneOffset(), String(new Date(0)), new Date(0).toString().includes('GMT')]);
