/**
 * The small parts that every page is made of. They know the vocabulary, the catalogue and the
 * shape of a failure; they know no room, fetch nothing and never navigate. The parts of forms stand
 * beside, in field-errors.ts: whoever reads a page without a form does not load Angular's forms.
 */
export { BandChip } from './band-chip.js';
export { Dialog } from './dialog.js';
export { FeedPager } from './feed-pager.js';
export { Filter, FilterChips, type Chip } from './filters.js';
export { Icon, type IconName } from './icon.js';
export { ListFrame } from './list-frame.js';
export { Menu } from './menu.js';
export { Moment } from './moment.js';
export { PageHead, type Crumb } from './page-head.js';
export { SearchBox } from './search-box.js';
export { ScoreFigure, type ScoreLike } from './score-figure.js';
export { Pager, SortHeader } from './table.js';
export { Toasts } from './toasts.js';
export { EmptyState, FailureNotice, Skeleton, Waiting } from './waiting.js';
