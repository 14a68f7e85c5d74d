/**
 * Rates passwords, on a thread of its own: the dictionaries take tens of megabytes, which are given
 * back when the thread ends, and a long password takes half a second, in which nobody else waits.
 * In: a password and words that somebody who knows its owner would try. Out: how many guesses it takes.
 */
import { parentPort } from 'node:worker_threads';
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

parentPort?.on(
  'message',
  ({ id, password, known }: { id: number; password: string; known: string[] }) => {
    const { guessesLog10 } = rater.check(password, known);
    parentPort?.postMessage({ id, guessesLog10 });
  },
);
