// Host names of many scripts: to ASCII, to Unicode, and what is refused.
'use strict';
const { domainToASCII, domainToUnicode } = require('node:url');
const hosts = ['faß.de', 'FAẞ.de', 'βόλος.com', 'ΒΌΛΟΣ.com', 'نامه‌ای.com', 'a\u200cb', 'ශ්‍රී.com', '日本語。ＪＰ', 'ﬁ.com', '①.com', '⒈.com', 'xn--zca.de', 'xn--ab-', 'xn--', 'xn--a.de', 'xn--0.de', 'xn--strae-oqa.de', 'a\u0301.com', '\u0301a.com', 'á.com', '☕.us', '👨‍👩‍👧.ws', 'אב1.com', '1אב.com', 'aא.com', 'ا٠.com', '٠ا.com', '०.com', 'a..b', '.a', 'a.', '-a.com', 'a-.com', 'ab--c.com', 'x_y.com', `${'a'.repeat(63)}.com`, `${'a'.repeat(64)}.com`, `${'é'.repeat(60)}.com`, 'İ.com', 'ı.com', 'K.com', 'ſ.com', 'a\u00adb.com', '\u2060.com', 'ⅷ.com', '㍿.jp', '\ud83d.com', 'a\u3002b', 'a\uff0eb\uff61c', '≠.com', '=\u0338.com', '\u1806.com', '𐌰.com', 'ǅ.com', 'ŉ.com'];
for (const host of hosts) {
  const url = URL.parse(`http://${host}/`);
  console.log(JSON.stringify(host), JSON.stringify(domainToASCII(host)), JSON.stringify(domainToUnicode(host)), url?.host, url && JSON.stringify(domainToUnicode(url.hostname)));
}
