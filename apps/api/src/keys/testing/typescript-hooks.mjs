// Lets a child process of a spec run the sources as they are: TypeScript by swc, `./x.js` as `./x.ts`.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const options = JSON.parse(readFileSync(new URL('../../../../../.swcrc', import.meta.url), 'utf8'));

registerHooks({
  resolve(specifier, context, next) {
    const local = specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL;
    const source = local && new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (source && existsSync(source)) return { url: source.href, shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      ...options,
      filename,
      swcrc: false,
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
