/**
 * Who may read which field: written by hand from what each role is for, never from the policy's own
 * tables. A line: type | who | scopes of a token, any one of which opens it | fields. Letters: A admin, C compliance,
 * P procurement, E executive, U auditor, R respondent; * everybody, - nobody by that way. "else empty": whoever reads
 * the type but not this gets nothing in its place, and no refusal. A field without a line fails by name.
 */
export const FIELDS = `
Vendor | ACPEU | vendors:read | id ref rev displayName legalName aliases domains category status website headquarters description tags owner parent links certifications nextReviewOn archivedAt createdAt updatedAt sample
Vendor | ACPEU | vendors:read | activeServiceCount agreements answered assessments breachCount breachMatches compliance complianceHistory dataClasses evidence lastBreachOn lastBreachTitle latestAgreement nextAgreementEnd openFindings proposedMatchCount questions score scoreHistory services subprocessors tierOverride topFactor topPoints usedBy
Vendor | ACPU else empty | contacts:read | contacts
Contact | ACPU | contacts:read | name email role
VendorPage | ACPEU | vendors:read | items totalCount
VendorRelation | ACPEU | vendors:read | id vendor subprocessor purpose data location sourceUrl
Certification | ACPEU | vendors:read | name issuedOn expiresOn claimOnly sourceUrl
PublishedLinks | ACPEU | vendors:read | baa dpa privacyPolicy statusPage subprocessors
TierOverride | ACPEU | vendors:read | tier until reason by
Evidence | ACPEU | vendors:read | id kind title scope product supports periodEnd validUntil link rev sample vendor
Evidence | ACPU else empty | files:read | file fileRef
Service | ACPEU | services:read | id name purpose status dataClasses people access outageTolerance substitutability regions subprocessors subjects minors requestedBy vendor covers decision decisions preview rev sample
ServicePage | ACPEU | services:read | items totalCount
Cover | ACPEU | services:read | kind need reason explicit inForce agreement decidedAt decidedBy
Cover | ACPU else empty | notes:read | note
Decision | ACPEU | services:read | id outcome conditions conditionsDue dataClasses validUntil decidedAt decidedBy

Score | ACPEU | vendors:read portfolio:read | asOf modelVersion complete assumed assumedFacts missing missingFacts ceiling ceilingAt ceilingBand inherent inherentAt inherentBand residual residualAt residualBand computedTier tier questionnaire receipt
ScorePlace | ACPEU | vendors:read portfolio:read | band cell impact impactLevel likelihood likelihoodLevel service serviceName
ScoreHistory | ACPEU | vendors:read portfolio:read | items next
ScoreEntry | ACPEU | vendors:read portfolio:read | id at asOf by reason modelVersion complete ceiling ceilingBand inherent inherentBand residual residualBand computedTier tier
ScoreChange | ACPEU | vendors:read portfolio:read | from to causes ceilingDelta inherentDelta residualDelta
ScoreCause | ACPEU | vendors:read portfolio:read | about code group id before after points
MissingFact | ACPEU | vendors:read portfolio:read | fact service serviceName
QuestionnaireCoverage | ACPEU | vendors:read portfolio:read | answeredWeight applicableWeight wholeWeight complete
Receipt | ACPEU | vendors:read portfolio:read | asOf modelVersion bases breaches controls exposure impact incidents inputs questions toGain
ReceiptInput | ACPEU | vendors:read portfolio:read | code group id on source value
BasisReceipt | ACPEU | vendors:read portfolio:read | basis score service serviceName contributions
Contribution | ACPEU | vendors:read portfolio:read | factor points
QuestionCredit | ACPEU | vendors:read portfolio:read | question text weight effectiveness evidence credit toGain pointsToGain answeredOn evidenceEnd
IncidentShare | ACPEU | vendors:read portfolio:read | b breach incident fault on people points title
Overview | ACPEU | portfolio:read | asOf modelVersion tiers topCeiling topResidual movers coverGaps endingAgreements proposedMatches unknownTier
TierSummary | ACPEU | portfolio:read | tier total assessed aboveAppetite breachesToReview withoutAgreement
TopVendor | ACPEU | portfolio:read | vendor basis band points topFactor topPoints
Mover | ACPEU | portfolio:read | vendor basis before after causes
RiskHeatmap | ACPEU | portfolio:read | asOf basis modelVersion cells effective notAssessed total
HeatmapCell | ACPEU | portfolio:read | impact likelihood band byBand count ceilingCount
NotAssessedBin | ACPEU | portfolio:read | count byCeiling
BandCount | ACPEU | portfolio:read | band count
RiskTrend | ACPEU | portfolio:read | points
TrendPoint | ACPEU | portfolio:read | on byBand notAssessed

Agreement | ACPEU | agreements:read | id ref rev kind direction status state effectiveOn expiresOn terminatedOn signedOn signedBy evergreen autoRenews noticeDays noticeBy daysLeft breachNoticeHours dataClasses regions services link vendor sample
Agreement | ACPU else empty | notes:read | note
Agreement | ACPU else empty | files:read | documents
AgreementPage | ACPEU | agreements:read | items totalCount
Compliance | ACPEU | agreements:read | asOf state reasons
ComplianceEntry | ACPEU | agreements:read | id at asOf by cause state reasons
ComplianceReason | ACPEU | agreements:read | code cover agreement service serviceName uncoveredClasses
CoverGap | ACPEU | agreements:read | code cover service vendor uncoveredClasses
CoverGapPage | ACPEU | agreements:read | items totalCount
StoredFile | ACPU | files:read | id name type size sha256 uploadedAt uploadedBy

Assessment | ACPEUR | questionnaires:read | id ref rev status dueOn sentAt submittedAt acceptedAt answeredCount questionCount answers version
Assessment | ACPEU | questionnaires:read | vendor acceptedBy sourceUrl sample
AssessmentPage | ACPEU | questionnaires:read | items totalCount
Answer | ACPEUR | questionnaires:read | id question value answeredOn
Answer | ACPEU | questionnaires:read | effectiveness evidence evidenceLevel reviewState
Answer | ACPUR else empty | notes:read | comment
Answer | ACPU else empty | files:read | file
QuestionTemplate | ACPEUR | questionnaires:read | id key title description
QuestionTemplate | ACPEU | questionnaires:read | latest versions
TemplatePage | ACPEU | questionnaires:read | items totalCount
TemplateVersion | ACPEUR | questionnaires:read | id version status publishedAt questionCount sections template
Section | ACPEUR | questionnaires:read | id key title position questions
Question | ACPEUR | questionnaires:read | id key text guidance kind options position showIf citations
Question | ACPEU | questionnaires:read | weight
QuestionOption | ACPEUR | questionnaires:read | value label
QuestionOption | ACPEU | questionnaires:read | score

Breach | ACPEU | breaches:read | id ref rev source sourceKey sourceUrl title description people peoplePlaceholder causes dataClasses entityType location usState domain companyBreach notCompanyReason filedByVendor breachedOn breachedPrecision discoveredOn discoveredPrecision reportedOn reportedPrecision happenedOn incident matches sample
Breach | ACU else empty | imports:read | raw firstImport lastImport
BreachPage | ACPEU | breaches:read | items totalCount
BreachMatch | ACPEU | breaches:read | id rev state reason score automatic fault ourData words breach vendor decidedAt decidedBy
BreachMatch | ACPU else empty | notes:read | note
BreachMatchPage | ACPEU | breaches:read | items totalCount
BreachYear | ACPEU | breaches:read | month source count people
Incident | ACPEU | breaches:read | id ref title breaches
IncidentChange | ACPEU | breaches:read | id action incident vendors
IncidentProposal | ACPEU | breaches:read | id state breaches vendor
IncidentProposalPage | ACPEU | breaches:read | items totalCount

ImportRun | ACU | imports:read | id ref source status stage progress reason fileName asOf counts diff errors conflicts dryRunOf startedAt startedBy finishedAt appliedAt undoneAt
ImportRunPage | ACU | imports:read | items totalCount
ImportCounts | ACU | imports:read | rows new changed same refused skipped proposedMatches confirmedMatches proposedIncidents
ImportDiff | ACU | imports:read | table title action before after
ImportError | ACU | imports:read | line column code message value
ImportConflict | ACU | imports:read | id table title changedAt changedBy

Organisation | ACPEU | organisation:read | name rev roles statesServed homeRegions timeZone appetite sample
TierAppetite | ACPEU | organisation:read | tier highestResidual
Person | ACPEU | people:read | id name role status rev createdAt
Person | ACPU else empty | addresses:read | email
Person | ACU else empty | reviews:read | lastSeenAt factors
Person | ACU else empty | tokens:read | tokens
PersonPage | ACPEU | people:read | items totalCount

AuditFeed | ACU | audit:read | items next names
AuditName | ACU | audit:read | id name
AuditEntry | ACU | audit:read | seq at action outcome by subject operation why changes changeCount details address userAgent requestId hash
AuditActor | ACU | audit:read | id name role via
AuditSubject | ACU | audit:read | id type label
AuditChange | ACU | audit:read | id kind label op fields
AuditField | ACU | audit:read | name before after
AuditStatus | ACU | audit:read | entries head lastCheckpoint retentionYears
AuditCheckpoint | ACU | audit:read | seq at
AccessReview | ACU | reviews:read | id ref startedAt startedBy completedAt completedBy due total decided kept revoked gone items
AccessReviewPage | ACU | reviews:read | items totalCount
AccessReviewItem | ACU | reviews:read | id subject personId tokenId name role scopes factors since lastSeenAt expiresAt dormant invited madeBy currentRole standing verdict outcome decidedAt decidedBy decidedRole
AccessReviewItem | ACU else empty | addresses:read | email
AccessReviewItem | ACU else empty | notes:read | note
KeyAge | ACU | keys:read | kid purpose active inUse createdAt ageDays
IdentityProvider | ACU | sso:read | id name issuer clientId hasSecret callbackPath roleClaim roleMap enforced breakGlassId rev updatedAt
RoleMapping | ACU | sso:read | value role
ApiToken | ACU | tokens:read | id name role scopes createdAt createdBy expiresAt lastUsedAt revokedAt
ApiTokenPage | ACU | tokens:read | items totalCount
NewApiToken | A | - | token apiToken
Invitation | A | - | link expiresAt mailed person

Session | ACPEU | - | id current address userAgent createdAt lastUsedAt expiresAt
SignInFactor | ACPEU | - | id kind name createdAt lastUsedAt backedUp
LinkedAccount | ACPEU | - | id provider subject createdAt lastUsedAt
Alert | ACPEU | - | id kind at seen address userAgent details
StepUp | ACPEU | - | until
Viewer | * | * | can demoRoles expiresAt factorAt idleMinutes mode organisation person role sampleData setUpNeeded stage
SignInResult | * | * | step factors viewer
LinkLook | * | * | open name
FactorsResult | * | * | recoveryCodes step viewer
TotpEnrolment | * | * | secret uri qrSvg
SsoProvider | * | * | id name startUrl enforced
`;
