/** The pages of the settings, in the order in which they are shown; `can` opens each. */
export const SETTINGS = [
  { path: 'people', can: 'people:read' },
  { path: 'organisation', can: 'organisation:read' },
  { path: 'tokens', can: 'tokens:read' },
  { path: 'reviews', can: 'reviews:read' },
  { path: 'sign-on', can: 'sso:read' },
  { path: 'keys', can: 'keys:read' },
  { path: 'retention', can: 'audit:read' },
  { path: 'events', can: 'audit:read' },
  { path: 'audit', can: 'audit:read' },
] as const;
