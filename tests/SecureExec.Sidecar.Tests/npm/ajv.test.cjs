// Writes JavaScript and compiles it with new Function.
const Ajv = require('ajv');
const Ajv2020 = require('ajv/dist/2020').default;
const standalone = require('ajv/dist/standalone').default;

const ajv = new Ajv({ allErrors: true, code: { source: true } });
const schema = {
  $id: 'https://example.org/user', type: 'object', required: ['name', 'pets'], additionalProperties: false,
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[A-Z]' },
    age: { type: 'integer', minimum: 0, exclusiveMaximum: 150 },
    pets: { type: 'array', uniqueItems: true, items: { oneOf: [{ type: 'string' }, { $ref: '#/definitions/pet' }] } },
  },
  definitions: { pet: { type: 'object', properties: { kind: { enum: ['cat', 'dog'] } }, required: ['kind'] } },
};
const validate = ajv.compile(schema);
for (const data of [{ name: 'Ann', pets: ['x', { kind: 'cat' }] }, { name: 'a', age: 150.5, pets: [1, 1], extra: true }, null, { name: 'Bob' }]) {
  console.log(validate(data), validate.errors?.map((e) => `${e.instancePath} ${e.keyword} ${e.message}`));
}
console.log(ajv.errorsText([{ instancePath: '/a', message: 'is wrong' }]));
console.log(standalone(ajv, validate).replace(/\s+/g, ' ').slice(0, 400));
ajv.addKeyword({ keyword: 'even', type: 'number', compile: (on) => (n) => (n % 2 === 0) === on, errors: false });
console.log(ajv.validate({ even: true }, 3), ajv.errorsText());
const async = ajv.compile({ $async: true, type: 'number' });
async('x').catch((error) => console.log(error.constructor.name, error.errors[0].message));
console.log(new Ajv2020().validate({ prefixItems: [{ type: 'number' }], items: false }, [1, 2]));
try {
  new Ajv().compile({ type: 'nothing' });
} catch (error) {
  console.log(error.message);
}
console.log(new (require('ajv/dist/jtd').default)().compileParser({ properties: { a: { type: 'int32' } } })('{"a":42}'));
