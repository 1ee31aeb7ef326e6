// Regular expressions of every kind.
import { marked, Marked, Renderer, lexer } from 'marked';
import { createRequire } from 'node:module';

console.log(typeof createRequire(import.meta.url)('marked').parse);
const text = `# Title *em* \`code\`

A paragraph with **bold**, [a link](https://example.org "t"), ![img](x.png) and <b>html</b>.
Line two with two spaces  
break. Auto: https://example.org/a_b_c

> quote
> - nested
>   1. deeper

- [ ] todo
- [x] done

| a | b |
|:--|--:|
| 1 | \`2|3\` |

\`\`\`js
const x = 1 < 2;
\`\`\`

    indented

***
[ref]: https://example.org/ref
See [ref] and ~~gone~~ &copy; \\*escaped\\*
`;
console.log(marked.parse(text));
console.log(lexer(text).map((token) => token.type).join(' '));
const custom = new Marked({ async: true, breaks: true, renderer: { heading({ tokens, depth }) { return `<h${depth} class="x">${this.parser.parseInline(tokens)}</h${depth}>\n`; } } });
custom.use({ extensions: [{ name: 'at', level: 'inline', start: (src) => src.indexOf('@'), tokenizer(src) { const match = /^@(\w+)/.exec(src); return match ? { type: 'at', raw: match[0], who: match[1] } : undefined; }, renderer: (token) => `<at>${token.who}</at>` }] });
console.log(await custom.parse('## Hi @fred\nnext'));
console.log(marked.parseInline('*x* <script>'), new Renderer() instanceof Renderer);
try {
  marked.parse(undefined);
} catch (error) {
  console.log(error.message);
}
