// Lints texts as if they stood in the checkout. In: JSON on stdin, [{ file, text }]. Out: JSON, for
// each the names of the rules that complained. A process of its own, since ESLint and Nx do not run
// inside Jest's modules. Rules that need types are off: the files do not exist.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import ts from 'typescript-eslint';
import { root } from '../support/root.ts';

const untyped = {
  ...ts.configs.disableTypeChecked,
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { projectService: false } },
};

const eslint = new ESLint({ cwd: root, overrideConfig: [untyped as never] });
const tries = JSON.parse(await text(process.stdin)) as { file: string; text: string }[];
const answers: string[][] = [];
for (const each of tries) {
  const [result] = await eslint.lintText(each.text, { filePath: each.file });
  answers.push((result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message));
}
console.log(JSON.stringify(answers));
