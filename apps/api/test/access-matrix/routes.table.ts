/**
 * Who may use which route, written by hand. A line: method and path | who | scopes of a token, all of which are needed |
 * what is asked for. Letters as in roots.table.ts.
 */
export const ROUTES = `
GET /livez | * | - | /livez
GET /readyz | * | - | /readyz
GET /sso/start | * | - | /sso/start
GET /sso/callback | * | - | /sso/callback
POST /uploads | AC | uploads | /uploads
POST /files | AC | files:write | /files
GET /files/:id | ACPU | files:read agreements:read | /files/{file}
GET /exports/vendors.csv | ACPEU | vendors:read | /exports/vendors.csv
GET /exports/audit.csv | ACU | audit:read | /exports/audit.csv
GET /exports/access-review.csv | ACU | reviews:read | /exports/access-review.csv?id={review}
GET /imports/templates/:name.csv | ACU | imports:read | /imports/templates/vendors.csv
`;
