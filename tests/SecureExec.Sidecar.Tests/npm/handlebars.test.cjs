// Compiles templates to functions; its main field and its CommonJS runtime.
const Handlebars = require('handlebars');
const runtime = require('handlebars/runtime');

Handlebars.registerHelper('loud', (text) => text.toUpperCase());
Handlebars.registerHelper('list', (items, options) => `<ul>${items.map((item, i) => `<li>${options.fn(item, { data: { index: i } })}</li>`).join('')}</ul>`);
Handlebars.registerPartial('who', '{{name}} ({{#if admin}}admin{{else}}user{{/if}})');
const template = Handlebars.compile('{{#list people}}{{@index}}: {{> who}} {{loud name}}{{/list}}\n{{{raw}}} {{raw}} {{missing.deep}}{{#each map as |value key|}}{{key}}={{value}};{{/each}}{{#with nested}}{{../top}} {{inner}}{{/with}}{{!-- gone --}}');
console.log(template({ people: [{ name: 'ann', admin: true }, { name: '<bob>' }], raw: '<b>&</b>', map: { x: 1, y: 2 }, nested: { inner: 'in' }, top: 'top' }));
const source = Handlebars.precompile('Hello {{name}}! {{#unless quiet}}{{loud "hi"}}{{/unless}}');
console.log(source.replace(/\s+/g, ' ').slice(0, 300));
runtime.registerHelper('loud', (text) => `${text}!`);
console.log(runtime.template(new Function(`return ${source}`)())({ name: 'runtime' }));
console.log(JSON.stringify(Handlebars.parse('{{a.b "c" d=1}}').body[0].path.parts));
for (const bad of ['{{#if}}', '{{#if x}}{{/unless}}', '{{> nowhere}}', '{{strange 1}}']) {
  try {
    console.log(Handlebars.compile(bad, { strict: true })({}));
  } catch (error) {
    console.log(error.name, error.message);
  }
}
console.log(Handlebars.compile('{{constructor.name}}|{{__proto__}}')({}));
