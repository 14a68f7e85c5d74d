/**
 * The migrations, oldest first. Never edited after landing: a change is a new one.
 * In: a database of any older state. Out: the tables as the entities say.
 */
import { First1795476000000 } from './1795476000000-first.js';
import { Identity1795500000000 } from './1795500000000-identity.js';
import { Keys1795510000000 } from './1795510000000-keys.js';
import { Sealed1795510000001 } from './1795510000001-sealed.js';
import { Audit1795520000000 } from './1795520000000-audit.js';
import { Access1795530000000 } from './1795530000000-access.js';
import { Files1795540000000 } from './1795540000000-files.js';
import { Doors1795550000000 } from './1795550000000-doors.js';
import { Reviews1795590000000 } from './1795590000000-reviews.js';
import { LighterLabels1795600000000 } from './1795600000000-lighter-labels.js';
import { Links1795600000000 } from './1795600000000-links.js';
import { NeverEmptied1795610000000 } from './1795610000000-never-emptied.js';
import { DecisionNotes1795620000000 } from './1795620000000-decision-notes.js';
import { ImportRows1795650000000 } from './1795650000000-import-rows.js';
import { TakenBack1795630000000 } from './1795630000000-taken-back.js';

/** A migration that also shows its statements. */
export const MIGRATIONS = [
  First1795476000000,
  Identity1795500000000,
  Keys1795510000000,
  Sealed1795510000001,
  Audit1795520000000,
  Access1795530000000,
  Files1795540000000,
  Doors1795550000000,
  Reviews1795590000000,
  LighterLabels1795600000000,
  Links1795600000000,
  NeverEmptied1795610000000,
  DecisionNotes1795620000000,
  ImportRows1795650000000,
  TakenBack1795630000000,
] as const;
