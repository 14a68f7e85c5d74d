/**
 * Every address of the dashboard, read from its route files, so that a new page is looked at without
 * anybody listing it. In: the sources of the routes. Out: paths with their parameters' names.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const app = join(import.meta.dirname, '..', '..', 'dashboard', 'src', 'app');

/** The value of a property of an object literal. */
function valueOf(route: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = route.properties.find((each) => each.name?.getText() === name);
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

/** Texts of the list that a route is made from: `['a', 'b'].map((path) => ({ path, … }))`. */
function listBehind(route: ts.Node): readonly string[] {
  for (let at = route.parent; !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isCallExpression(at) || !ts.isPropertyAccessExpression(at.expression)) continue;
    const texts: string[] = [];
    at.expression.expression.forEachChild(function visit(node): void {
      if (ts.isStringLiteral(node)) texts.push(node.text);
      else node.forEachChild(visit);
    });
    return texts;
  }
  return [];
}

/** The file that a lazy room's routes stand in. */
function fileOf(room: ts.Expression, from: string): string {
  const path = /import\('(.+?)\.js'\)/.exec(room.getText())?.[1];
  if (!path) throw new Error(`Which file is this? ${room.getText()}`);
  return join(dirname(from), `${path}.ts`);
}

function walk(node: ts.Node, prefix: string, file: string): string[] {
  const below = (at: string): string[] => {
    const found: string[] = [];
    node.forEachChild((child) => void found.push(...walk(child, at, file)));
    return found;
  };
  if (!ts.isObjectLiteralExpression(node)) return below(prefix);
  const path = valueOf(node, 'path');
  if (!path) return below(prefix);
  const paths = ts.isStringLiteral(path) ? [path.text] : listBehind(node);
  return paths.flatMap((each) => {
    const here = each ? `${prefix}/${each}` : prefix;
    const room = valueOf(node, 'loadChildren');
    return [here, ...(room ? routesOf(fileOf(room, file), here) : below(here))];
  });
}

function routesOf(file: string, prefix: string): string[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return walk(source, prefix, file);
}

/** `/`, `/vendors`, `/vendors/:ref`, …; `/**` stands for what is none of them. */
export function allRoutes(): readonly string[] {
  const found = routesOf(join(app, 'app.routes.ts'), '').map((path) => path || '/');
  return [...new Set(found)];
}
