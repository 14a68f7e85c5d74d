import type { Chip } from '../../shell/ui/index.js';
import type { Say } from '../say.js';
import { LIST_FILTERS, YES_NO_FILTERS, type ListView } from './list-question.js';

/** The list of the vocabulary that a filter draws on. */
export const WORDS_OF: Record<(typeof LIST_FILTERS)[number], string> = {
  status: 'vendorStatus',
  category: 'vendorCategory',
  tier: 'band',
  band: 'band',
  dataClass: 'dataClass',
  compliance: 'complianceState',
};

/** Somebody who may own vendors. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

/** A chip for every single value that narrows the list. */
export function chipsOf(view: ListView, say: Say, owners: readonly Owner[]): Chip[] {
  const chips: Chip[] = [];
  for (const name of LIST_FILTERS) {
    const label = say.text(`vendors.list.filter.${name}`);
    for (const value of view[name]) {
      chips.push({
        key: `${name}:${value}`,
        label: `${label}: ${say.word(WORDS_OF[name], value)}`,
      });
    }
  }
  for (const tag of view.tag) {
    chips.push({ key: `tag:${tag}`, label: `${say.text('vendors.list.filter.tag')}: ${tag}` });
  }
  for (const name of YES_NO_FILTERS) {
    if (view[name] === undefined) continue;
    const answer = view[name] ? 'yes' : 'no';
    chips.push({ key: name, label: say.text(`vendors.list.yesNo.${name}.${answer}`) });
  }
  if (view.owner) chips.push(chipOf(view.owner, say, owners));
  if (view.cell) {
    const map = say.text(`vendors.list.map.${view.cell.map}`);
    const { likelihood, impact } = view.cell;
    chips.push({ key: 'cell', label: say.text('vendors.list.cell', { map, likelihood, impact }) });
  }
  return chips;
}

function chipOf(owner: string, say: Say, owners: readonly Owner[]): Chip {
  const name = owners.find(({ id }) => id === owner)?.name ?? '…';
  return { key: 'owner', label: `${say.text('vendors.list.filter.owner')}: ${name}` };
}

/** The change to the view that takes a chip off. */
export function withoutChip(view: ListView, key: string): Partial<ListView> {
  const [name = '', value] = splitOnce(key);
  if (value === undefined) return { [name]: name === 'owner' ? '' : undefined };
  const values = view[name as 'tag'] as readonly string[];
  return { [name]: values.filter((each) => each !== value) };
}

function splitOnce(key: string): [string, string?] {
  const at = key.indexOf(':');
  return at < 0 ? [key] : [key.slice(0, at), key.slice(at + 1)];
}
