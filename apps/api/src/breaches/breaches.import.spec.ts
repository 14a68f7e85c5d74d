import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { importWorld, type ImportWorld } from '../imports/testing/import-world.js';
import { BreachImports } from './breaches.import.js';
import { MatchingService } from './matching.service.js';

const DATA = process.env['CHAPERONE_DATA_DIR'] ?? join(process.cwd(), '../shared/data');
const HHS = join(DATA, 'breaches/hhs-ocr');

async function breachWorld(): Promise<ImportWorld> {
  const world = await importWorld();
  new BreachImports(world.sources, new MatchingService()).onModuleInit();
  return world;
}

if (existsSync(HHS))
  describe('the merged HHS file', () => {
    let world: ImportWorld;
    beforeAll(async () => {
      world = await breachWorld();
    });
    afterAll(() => world.close());

    test('goes in whole, and a second import changes nothing', async () => {
      const path = join(HHS, 'hhs_ocr_merged.csv.gz');
      const start = Date.now();
      const dry = await world.run('HHS_OCR', path, { dry: true });
      console.log(dry, Date.now() - start);
      const first = await world.run('HHS_OCR', path);
      console.log(first, Date.now() - start);
      const second = await world.run('HHS_OCR', path);
      console.log(second, Date.now() - start);
      expect(second.counts).toMatchObject({ new: 0, changed: 0 });
      const undone = await world.undo(first.run, 'HHS_OCR');
      console.log(undone, Date.now() - start);
    });
  });
