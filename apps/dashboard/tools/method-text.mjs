/**
 * Turns docs/method.md into an Angular component at build time, so that the method is compiled
 * like any page: no HTML is put together in the browser, and a strict CSP holds.
 * In: docs/method.md. Out: src/generated/method-text.ts (git-ignored).
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Marked } from 'marked';

const source = new URL('../../../docs/method.md', import.meta.url);
const target = new URL('../src/generated/', import.meta.url);

const idOf = (text) =>
  text
    .toLowerCase()
    .replace(/<[^>]+>|&[a-z]+;/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const sections = [];
let tables = 0;
const marked = new Marked({
  renderer: {
    // The page has its own heading: the text's first one is left out.
    heading({ tokens, depth }) {
      const text = this.parser.parseInline(tokens);
      if (depth === 1) return '';
      const id = idOf(text);
      if (depth === 2) sections.push({ id, text: text.replace(/<[^>]+>/g, '') });
      return `<h${depth} id="${id}">${text}</h${depth}>\n`;
    },
    table(token) {
      const row = (cells, tag) =>
        `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
      const body = token.rows.map((cells) => row(cells, 'td')).join('\n');
      return (
        '<div class="scroll" tabindex="0" role="region" aria-label="Table ' +
        `${++tables}"><table>` +
        `<thead>${row(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>\n`
      );
    },
    code({ text }) {
      const safe = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
      return `<pre tabindex="0"><code>${safe}</code></pre>\n`;
    },
  },
});

/** Characters that mean something in an Angular template or in a template string. */
const asTemplate = (html) =>
  html
    .replace(/[{}@]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/\\/g, '&#92;')
    .replace(/`/g, '&#96;')
    .replace(/\$/g, '&#36;');

// Without the text the dashboard still builds; the page then says that there is none.
const text = existsSync(source) ? readFileSync(source, 'utf8') : '';
const html = asTemplate(marked.parse(text));

mkdirSync(target, { recursive: true });
writeFileSync(
  new URL('method-text.ts', target),
  `// Made from docs/method.md; do not edit.
import { Component } from '@angular/core';

export const METHOD_SECTIONS: readonly { id: string; text: string }[] = ${JSON.stringify(sections)};

@Component({ selector: 'ch-method-text', template: \`${html}\` })
export class MethodText {}
`,
);
