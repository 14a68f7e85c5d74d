// The limit to which the product is compared: Node's http server, pg, and one prepared statement a
// question, whose JSON text the database has built and which goes out unparsed. No sign-in, no graph.
// Started as a process of its own: node bare.ts DATABASE_URL. It answers POST /Q1 … /Q4.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';
import { questions, type Asking } from './questions.ts';
import { reportOnRequest } from './self-report.ts';

const byPath = new Map(questions.map((question) => [`/${question.name}`, question]));
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10 });

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (text += chunk));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const question = byPath.get(request.url ?? '');
  if (!question) {
    response.writeHead(404).end();
    return;
  }
  const asking = JSON.parse(await bodyOf(request)) as Asking;
  const { rows } = await pool.query<[string]>({
    name: question.name,
    text: question.sql,
    values: question.values(asking),
    rowMode: 'array',
  });
  const text = Buffer.from(rows[0]?.[0] ?? 'null');
  response
    .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': text.length })
    .end(text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  reportOnRequest({ port });
});
process.on('disconnect', () => process.exit(0));
