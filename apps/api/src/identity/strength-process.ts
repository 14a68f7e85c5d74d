/**
 * Rates passwords, in a process of its own: the dictionaries take a hundred megabytes, which are given
 * back when it ends, and a long password takes half a second, in which nobody else waits.
 * In: a password and words that somebody who knows its owner would try. Out: how many guesses it takes.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

const LONGEST = 128;

const { 'wikipedia-en': _large, ...words } = english;
const rater = new ZxcvbnFactory({
  dictionary: { ...common, ...words },
  graphs: adjacencyGraphs,
  maxLength: LONGEST,
});

process.on(
  'message',
  ({ id, password, known }: { id: number; password: string; known: string[] }) => {
    const { guessesLog10 } = rater.check(password, known);
    process.send?.({ id, guessesLog10 });
  },
);
