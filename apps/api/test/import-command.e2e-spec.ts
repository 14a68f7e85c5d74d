import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runCommandLine } from '../src/cli.js';
import { Story } from './harness.js';

const HEADER = 'name,category\n';

describe('the command that imports a file', () => {
  let story: Story;
  let folder: string;

  beforeAll(async () => {
    story = await Story.begin();
    folder = await mkdtemp(join(tmpdir(), 'chaperone-spec-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await story.end();
  });

  const write = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const run = async (...args: string[]): Promise<{ code: number; said: string }> => {
    const said: string[] = [];
    const hear = (chunk: unknown): boolean => said.push(String(chunk)) > 0;
    const streams = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation(hear),
    );
    process.env['DATABASE_URL'] = story.database.url;
    process.env['DATA_DIR'] = story.dataDir;
    try {
      return { code: await runCommandLine(['import', ...args]), said: said.join('') };
    } finally {
      for (const stream of streams) stream.mockRestore();
      delete process.env['DATABASE_URL'];
      delete process.env['DATA_DIR'];
    }
  };

  it('names the file that is not there, or is none', async () => {
    const nowhere = join(folder, 'nowhere.csv');
    expect(await run('vendors', nowhere)).toMatchObject({
      code: 2,
      said: expect.stringContaining(`There is no file ${nowhere}.`),
    });
    expect(await run('vendors', folder)).toMatchObject({
      code: 2,
      said: expect.stringContaining(`${folder} is no file.`),
    });
  });

  it('leaves faulty rows out and takes the rest', async () => {
    const path = await write('mixed.csv', `${HEADER}Good Co,OTHER\nBad Co,NO SUCH CATEGORY\n`);
    const { code, said } = await run('vendors', path);
    expect(code).toBe(0);
    expect(said).toContain('line 3:');
    expect(said).toContain('new 1, changed 0, same 0, refused 1');
  });

  it('fails where no row of a file could be taken', async () => {
    const path = await write('faulty.csv', `${HEADER}Bad Co,NONE\nWorse Co,NEITHER\n`);
    const { code, said } = await run('vendors', path);
    expect(said).toContain('refused 2');
    expect(code).toBe(1);
  });
});
