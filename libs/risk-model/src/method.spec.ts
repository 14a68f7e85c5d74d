import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { bandOfCell, type HeatmapLevel } from './bands.js';
import { RISK_MODEL_2026_1 as MODEL } from './model.js';
import { CARE_CLASSES, DATA_CLASSES } from './vocabulary.js';

const text = readFileSync(new URL('../../../docs/method.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The figure beside a word, in whichever columns the word stands. */
function figureFor(word: string): number | undefined {
  for (const row of rows) {
    const at = row.findIndex((cell) => cell === word || cell.startsWith(`${word} (`));
    if (at >= 0 && /^\d\.\d+$/.test(row[at + 1] ?? '')) return Number(row[at + 1]);
  }
  return undefined;
}

describe('the published method', () => {
  it('names the version of the model', () => {
    expect(text).toContain(`Model version: \`${MODEL.version}\``);
  });

  it('gives every data class its sensitivity and its place in DPV', () => {
    for (const name of DATA_CLASSES) {
      const { sensitivity, dpv } = MODEL.dataClasses[name];
      expect([name, figureFor(name)]).toEqual([name, sensitivity]);
      const place = rows.find((row) => row[1] === name)?.[4] ?? '';
      if (dpv === null) expect(place).toBe('none');
      else expect(dpv.endsWith(place.replace(/^.*:/, ''))).toBe(true);
    }
  });

  it('gives every level of access, evidence and fault its weight', () => {
    const weights = { ...MODEL.access, ...MODEL.controls.evidence, ...MODEL.breaches.fault };
    for (const [name, weight] of Object.entries(weights)) {
      expect([name, figureFor(name)]).toEqual([name, weight]);
    }
  });

  it('gives the weights of outage and substitution', () => {
    for (const [name, weight] of Object.entries(MODEL.outageTolerance)) {
      expect([name, Number(rows.find((row) => row[1] === name)?.[2])]).toEqual([name, weight]);
    }
    for (const name of ['HARD', 'EASY'] as const) {
      expect([name, figureFor(name)]).toEqual([name, MODEL.substitutability[name]]);
    }
  });

  it('colours the heatmap as the model does', () => {
    for (const likelihood of [1, 2, 3, 4, 5] as HeatmapLevel[]) {
      const row = rows.find((each) => each[1] === `**${likelihood}**`) ?? [];
      const colours = ([1, 2, 3, 4, 5] as HeatmapLevel[]).map((i) => bandOfCell(likelihood, i));
      expect(row.slice(2, 7)).toEqual(colours);
    }
  });

  it('lists the care classes', () => {
    expect(text.replace(/\s+/g, ' ')).toContain(CARE_CLASSES.join(', '));
  });
});
