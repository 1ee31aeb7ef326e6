// Loads its parsers lazily with import().
import * as prettier from 'prettier';
import { createRequire } from 'node:module';

const source = `
import {a,b as c} from "x"
export default class   Foo extends Bar{ static #p=1; async *gen( {a,b:[c=1]} ,...rest){ for await(const x of y) yield* x?.[0]??1 }
 get x(){return this.#p} }
const veryLongName = someFunction(argumentNumberOne, argumentNumberTwo, argumentNumberThree, (x)=>x*2).then(r=>r.json()).catch(console.error).finally(()=>{})
const t = \`a\${ 1+1 }b\`, o={ 'a':1, b(){}, [c]:2, ...d }; if(a){b()}else if(c) d(); else {e()}
// comment
label: while(true){ do { continue label } while(0) }
`;
console.log(await prettier.format(source, { parser: 'babel', semi: false, singleQuote: true }));
console.log(await prettier.format('interface A<T extends   string=never>{a?:T;readonly [k:string]:unknown} type B = A<"x">|{[K in keyof A]-?:A[K]}; enum E{A,B=2} declare module "m"{}', { parser: 'typescript' }));
console.log(await prettier.format('a{color:RED;b:c}@media (min-width:1px){.x>.y~z{margin:0 0 0   0}}', { parser: 'css' }));
console.log(await prettier.format('# T\n* a\n* b\n\n|a|b|\n|-|-|\n|1|2|\n```js\nlet x=1\n```', { parser: 'markdown' }));
console.log(await prettier.format('a:   1\nb: [1,2,   3]\nc:\n    - x', { filepath: 'x.yaml' }));
console.log(await prettier.format('<div   class="a  b"><p>x</p><script>let a=1</script></div>', { parser: 'html' }));
console.log(await prettier.format('{"a":1,"b":[true,null]}', { parser: 'json' }), await prettier.check('a;\n', { parser: 'babel' }));
try {
  await prettier.format('let = ;', { parser: 'babel' });
} catch (error) {
  console.log(error.name, error.message, error.loc);
}
console.log((await prettier.getFileInfo('x.vue')).inferredParser, (await prettier.getSupportInfo()).languages.length > 20);
console.log(createRequire(import.meta.url)('prettier').version === prettier.version);
