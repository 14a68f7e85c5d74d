/**
 * Who may use which root field, written by hand. A line: field | who | scopes of a token | arguments.
 * Letters as in fields.table.ts, and: s a sign-in that still has to show its second factor, e one that
 * has to enrol one, n nobody who is signed in; * all of them. `!` wants a factor shown just now, which no token
 * has. Names in braces are keys of the rows that seed.ts made.
 */
export const QUERIES = `
accessPolicy | ACPEU | organisation:read |
accessReview | ACU | reviews:read | id: "{review}"
accessReviewDue | ACU | reviews:read |
accessReviews | ACU | reviews:read | limit: 3
agreement | ACPEU | agreements:read | id: "{agreement}"
agreements | ACPEU | agreements:read | limit: 3
apiTokens | ACU | tokens:read | limit: 3
assessment | ACPEUR | questionnaires:read | id: "{assessment}"
assessments | ACPEU | questionnaires:read | limit: 3
auditEntries | ACU | audit:read | limit: 20, filter: { action: [CHANGE] }
auditStatus | ACU | audit:read |
breach | ACPEU | breaches:read | id: "{breach}"
breachMatches | ACPEU | breaches:read | limit: 3
breachTrend | ACPEU | breaches:read |
breaches | ACPEU | breaches:read | limit: 3
coverGaps | ACPEU | agreements:read | limit: 3
identityProvider | ACU | sso:read |
importRun | ACU | imports:read | id: "{importRun}"
importRuns | ACU | imports:read | limit: 3
incidentProposals | ACPEU | breaches:read | limit: 3
keyAges | ACU | keys:read |
myAlerts | ACPEU | - |
myFactors | ACPEU | - |
myLinkedAccounts | ACPEU | - |
mySessions | ACPEU | - |
organisation | ACPEU | organisation:read |
overview | ACPEU | portfolio:read |
people | ACPEU | people:read | limit: 20
recoveryCodesLeft | ACPEU | - |
riskHeatmap | ACPEU | portfolio:read |
riskTrend | ACPEU | portfolio:read | days: 5
scoreChange | ACPEU | portfolio:read | vendor: "{vendor}", from: "{lastWeek}", to: "{today}"
securityEvents | ACU | audit:read | limit: 3
services | ACPEU | services:read | limit: 3
signInState | * | * |
similarVendors | ACPEU | vendors:read | name: "Harbour"
ssoProviders | * | * |
template | ACPEU | questionnaires:read | id: "{version}"
templates | ACPEU | questionnaires:read | limit: 3
vendor | ACPEU | vendors:read | id: "{vendor}"
vendors | ACPEU | vendors:read | limit: 3
viewer | * | * |
`;

export const CHANGES = `
acceptInvitation | ACPEUnse | - | input: { token: "nothing", name: "Nobody", password: "{password}" }
allowExport | ACPEU! | - |
applyImport | AC | imports:write | input: { run: "{importRun}" }
archiveVendor | AC | vendors:write | input: { id: "{other}", rev: 1 }
attestAccess | A | - | input: { reviewId: "{review}", itemIds: ["{reviewLine}"] }
attachFile | AC | files:write | input: { file: "{looseFile}", agreement: "{agreement}" }
changePassword | ACPEU | - | input: { current: "not this one", next: "{password}" }
changeRole | A! | - | personId: "{somebody}", rev: 1, role: AUDITOR
completeAccessReview | A | - | id: "{review}"
confirmTotp | ACPEUe! | - | code: "000000", name: "Mine"
createApiToken | A! | - | input: { name: "Taken", role: ADMIN, days: 3, scopes: ["vendors:read"] }
createVendor | ACP | vendors:request | input: { displayName: "A new one" }
decideBreachMatch | AC | breaches:write | input: { id: "{match}", state: REJECTED }
decideBreachMatches | AC | breaches:write | input: { ids: ["{match}"], state: REJECTED }
decideService | AC | services:decide | input: { service: "{service}", outcome: REJECTED }
detachFile | AC | files:write | id: "{file}"
disablePerson | A! | - | personId: "{somebody}", rev: 1
enablePerson | A! | - | personId: "{disabled}", rev: 1
enrolAnew | ACPEUnse | - | input: { token: "nothing", password: "{password}" }
invitePerson | A! | - | input: { email: "new@story.test", name: "New", role: ADMIN }
joinIncident | AC | breaches:write | input: { proposal: "{proposal}", title: "One event" }
lookAtLink | ACPEUnse | - | input: { token: "nothing", page: INVITATION }
overrideTier | AC | vendors:write | input: { id: "{vendor}", rev: 1, tier: LOW, reason: "Because", until: "2099-01-01" }
passkeyRegistration | ACPEUe! | - |
passkeyRequest | s | - |
passkeySignInRequest | ACPEUnse | - |
recordAgreement | AC | agreements:write | input: { vendor: "{vendor}", kind: NDA, status: DRAFT }
recordAnswers | ACR | questionnaires:write | input: { assessment: "{assessment}", answers: [{ question: "{question}", value: "NO" }] }
recordBreach | AC | breaches:write | input: { title: "A new one", vendor: "{vendor}", discoveredOn: "2026-01-01" }
recordEvidence | AC | vendors:write | input: { vendor: "{vendor}", kind: OTHER, title: "A paper", link: "https://harbour.test/paper" }
recordRelation | AC | vendors:write | input: { vendor: "{other}", subprocessor: "{vendor}", purpose: "Hosting" }
redeemLink | ACPEUnse | - | input: { token: "nothing" }
registerPasskey | ACPEUe! | - | name: "Mine", response: {}
removeFactor | ACPEU! | - | id: "{factor}"
removeIdentityProvider | A! | - |
removeSampleData | AC | sample:remove |
renameFactor | ACPEU | - | id: "{factor}", name: "Another name"
renewRecoveryCodes | ACPEU! | - |
resetFactors | A! | - | personId: "{somebody}"
resetPassword | ACPEUnse | - | input: { token: "nothing", password: "{password}" }
resetPerson | A! | - | personId: "{somebody}"
reviewAccess | A | - | input: { reviewId: "{review}", itemId: "{reviewLine}", verdict: REVOKE }
revokeApiToken | A! | - | id: "{token}"
revokeInvitation | A! | - | personId: "{invited}"
revokeOtherSessions | ACPEU | - |
revokeSession | ACPEU | - | id: "{session}"
saveIdentityProvider | A! | - | input: { name: "Theirs", issuer: "https://id.example", clientId: "x" }
seeAlerts | ACPEU | - |
setAuditRetention | A! | - | years: 9
setUp | ACPEUnse | - | input: { token: "nothing", name: "Nobody", email: "n@story.test", password: "{password}", organisationName: "Ours" }
signIn | ACPEUnse | - | input: { email: "nobody@story.test", password: "{password}" }
signInWithPasskey | ACPEUnse | - | response: {}
signOut | * | * |
splitIncident | AC | breaches:write | input: { incident: "{incident}" }
startAccessReview | A | - |
startImport | AC | imports:write | input: { upload: "{upload}", source: VENDORS }
startTotp | ACPEUe! | - |
stepUpPasskey | ACPEU | - | response: {}
stepUpRequest | ACPEU | - |
stepUpTotp | ACPEU | - | code: "000000"
switchDemoRole | - | - | role: ADMIN
undoImport | AC | imports:write | input: { run: "{importRun}", confirm: true }
unlinkAccount | ACPEU! | - | id: "{account}"
updateOrganisation | AC | organisation:write | input: { rev: 1, name: "Taken over" }
updateVendor | AC | vendors:write | input: { id: "{vendor}", rev: 1, displayName: "Taken over" }
upsertService | ACP | services:write | input: { vendor: "{vendor}", name: "A further use" }
verifyPasskey | s | - | response: {}
verifyRecoveryCode | s | - | code: "nothing"
verifyTotp | s | - | code: "000000"
`;
