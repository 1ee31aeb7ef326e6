// Each ASCII character, raw and encoded, in hosts, paths, queries, fragments and credentials.
'use strict';
const show = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
for (let code = 0; code < 128; code++) {
  const raw = String.fromCharCode(code);
  const encoded = `%${code.toString(16).padStart(2, '0')}`;
  const forms = [`http://a${raw}b/`, `http://a${encoded}b/`, `foo://a${raw}b/`, `foo://a${encoded}b/`, `http://h/a${raw}b`, `foo:a${raw}b`, `http://h/?a${raw}b`, `foo:?a${raw}b`, `http://h/#a${raw}b`, `http://u${raw}v:p${raw}q@h/`, `file://a${raw}b/`];
  console.log(code, JSON.stringify(forms.map((form) => show(() => new URL(form).href.replace(/^http:\/\//, '')).replace('TypeError ERR_INVALID_URL Invalid URL', '-'))));
}
