import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Story, codesOf, type Credentials } from './harness.js';

interface Place {
  readonly service: string;
  readonly likelihood: number;
  readonly impact: number;
  readonly cell: string;
  readonly band: string;
}

interface Score {
  readonly inherent: number | null;
  readonly residual: number | null;
  readonly ceiling: number | null;
  readonly complete: boolean;
  readonly residualAt: Place | null;
  readonly tier: string | null;
  readonly missing: readonly string[];
  readonly receipt: {
    readonly bases: readonly {
      readonly basis: string;
      readonly score: number | null;
      readonly contributions: readonly { factor: string; points: number }[];
    }[];
  };
}

const SCORE = `score { inherent residual ceiling complete tier missing
  residualAt { service likelihood impact cell band }
  receipt { bases { basis score contributions { factor points } } } }`;

const day = (offset: number): string =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

describe('from an answer to the heatmap', () => {
  let story: Story;
  let officer: Credentials;
  let vendor: { id: string; ref: string };
  let service: { id: string; rev: number };

  const ask = async <T>(query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const reply = await story.gql<T>(query, variables, officer);
    expect(reply.errors).toEqual([]);
    return reply.data as T;
  };

  const scoreOf = async (): Promise<Score> =>
    (
      await ask<{ vendor: { score: Score } }>(
        `query ($id: ID!) { vendor(id: $id) { ${SCORE} } }`,
        vendor,
      )
    ).vendor.score;

  beforeAll(async () => {
    story = await Story.begin();
    officer = await story.signIn('COMPLIANCE');
  });

  afterAll(() => story.end());

  it('knows what the organisation is, from which the needed cover follows', async () => {
    const { organisation } = await ask<{ organisation: { rev: number } }>(
      '{ organisation { rev } }',
    );
    const { updateOrganisation } = await ask<{ updateOrganisation: { roles: string[] } }>(
      `mutation ($rev: Int!) { updateOrganisation(input: { rev: $rev, name: "Quiet Harbour", roles: [COVERED_ENTITY], homeRegions: ["US"] }) { roles } }`,
      organisation,
    );
    expect(updateOrganisation.roles).toEqual(['COVERED_ENTITY']);
  });

  it('makes a vendor, which is not assessed and says what is missing', async () => {
    const { createVendor } = await ask<{ createVendor: { id: string; ref: string; score: Score } }>(
      `mutation { createVendor(input: { displayName: "Quiet Rooms Video", domains: ["quietrooms.example"], category: TELEHEALTH_VIDEO }) { id ref ${SCORE} } }`,
    );
    vendor = { id: createVendor.id, ref: createVendor.ref };
    expect(vendor.ref).toMatch(/^VND-\d+$/);
    expect(createVendor.score).toMatchObject({ inherent: null, residual: null, ceiling: null });
  });

  it('shows the new score in the reply of the mutation that records a fact of a service', async () => {
    const { upsertService } = await ask<{
      upsertService: { id: string; rev: number; vendor: { score: Score } };
    }>(
      `mutation ($vendor: ID!) { upsertService(input: { vendor: $vendor, name: "Video visits", purpose: "Therapy by video",
        dataClasses: [SESSION_CONTENT, APPOINTMENTS], people: 40000, access: READ_WRITE, outageTolerance: HOURS,
        substitutability: HARD, regions: ["US"], subprocessors: 4, subjects: [PATIENTS], status: ACTIVE })
        { id rev vendor { ${SCORE} } } }`,
      { vendor: vendor.id },
    );
    service = { id: upsertService.id, rev: upsertService.rev };
    const { score } = upsertService.vendor;
    expect(score.inherent).toBeGreaterThan(60);
    expect(score).toMatchObject({ residual: null, tier: 'CRITICAL', complete: true });
    expect(score.ceiling).toBeCloseTo(score.inherent as number, 5);
    const inherent = score.receipt.bases.find((basis) => basis.basis === 'INHERENT');
    const sum = (inherent?.contributions ?? []).reduce((all, each) => all + each.points, 0);
    expect(sum).toBeCloseTo(score.inherent as number, 6);
  });

  it('counts a vendor without answers in the bin by its ceiling, never in a cell', async () => {
    const { riskHeatmap } = await ask<{
      riskHeatmap: {
        cells: { count: number }[];
        notAssessed: { count: number; byCeiling: { band: string; count: number }[] };
      };
    }>(
      '{ riskHeatmap(basis: RESIDUAL) { cells { count } notAssessed { count byCeiling { band count } } } }',
    );
    expect(riskHeatmap.cells).toHaveLength(25);
    expect(riskHeatmap.cells.every((cell) => cell.count === 0)).toBe(true);
    expect(riskHeatmap.notAssessed.count).toBe(1);
    expect(riskHeatmap.notAssessed.byCeiling).toHaveLength(1);
  });

  it('says that cover is missing, and that it is in force once an agreement is recorded', async () => {
    const before = await ask<{
      vendor: { compliance: { state: string; reasons: { code: string }[] } };
    }>(
      'query ($id: ID!) { vendor(id: $id) { compliance { state reasons { code cover } } } }',
      vendor,
    );
    expect(before.vendor.compliance.state).toBe('GAP');
    const stored = await story.sql<{ n: number }>('select count(*)::int as n from risk_scores');
    const { recordAgreement } = await ask<{
      recordAgreement: {
        state: string;
        vendor: { compliance: { state: string; reasons: unknown[] } };
      };
    }>(
      `mutation ($input: RecordAgreementInput!) { recordAgreement(input: $input) { state vendor { compliance { state reasons { code } } } } }`,
      {
        input: {
          vendor: vendor.ref,
          kind: 'BAA',
          status: 'SIGNED',
          effectiveOn: day(-10),
          expiresOn: day(80),
          services: [service.id],
        },
      },
    );
    expect(recordAgreement).toEqual({
      state: 'ACTIVE',
      vendor: { compliance: { state: 'IN_FORCE', reasons: [] } },
    });
    expect(await story.sql('select count(*)::int as n from risk_scores')).toEqual(stored);
  });

  it('assesses the vendor in the mutation that accepts its answers', async () => {
    const { template } = await ask<{
      template: {
        sections: {
          questions: {
            key: string;
            kind: string;
            options: { value: string; score: number | null }[];
          }[];
        }[];
      };
    }>(
      `query ($id: ID!) { template(id: $id) { sections { questions { key kind options { value score } } } } }`,
      { id: (await story.sql<{ id: string }>('select id from template_versions'))[0]?.id },
    );
    const answers = template.sections
      .flatMap((section) => section.questions)
      .flatMap(({ key, kind, options }) => {
        const best = [...options].sort((a, b) => (b.score ?? -1) - (a.score ?? -1))[0];
        if (!best) return [];
        return [
          { question: key, value: kind === 'MULTIPLE' ? options.map((o) => o.value) : best.value },
        ];
      });
    const { recordAnswers } = await ask<{
      recordAnswers: { status: string; vendor: { score: Score } };
    }>(
      `mutation ($input: RecordAnswersInput!) { recordAnswers(input: $input) { status vendor { ${SCORE} } } }`,
      { input: { vendor: vendor.id, template: 'telehealth-vendor', answers, accept: true } },
    );
    const { score } = recordAnswers.vendor;
    expect(recordAnswers.status).toBe('ACCEPTED');
    expect(score.residual).not.toBeNull();
    expect(score.residual as number).toBeLessThan(score.inherent as number);
    expect(score.residualAt).toMatchObject({ service: service.id });
  });

  it('raises the residual in the mutation that records one worse answer', async () => {
    const before = await scoreOf();
    const { recordAnswers } = await ask<{ recordAnswers: { vendor: { score: Score } } }>(
      `mutation ($input: RecordAnswersInput!) { recordAnswers(input: $input) { vendor { ${SCORE} } } }`,
      {
        input: {
          vendor: vendor.id,
          template: 'telehealth-vendor',
          answers: [{ question: 'security-official', value: 'NO' }],
        },
      },
    );
    expect(recordAnswers.vendor.score.residual).toBeGreaterThan(before.residual as number);
  });

  it('raises it again in the mutation that confirms a breach, and says why', async () => {
    const before = await scoreOf();
    const { recordBreach } = await ask<{
      recordBreach: { id: string; matches: { vendor: { score: Score } }[] };
    }>(
      `mutation ($input: RecordBreachInput!) { recordBreach(input: $input) { id matches { vendor { ${SCORE} } } } }`,
      {
        input: {
          title: 'Quiet Rooms recordings exposed',
          discoveredOn: day(-30),
          people: 12000,
          dataClasses: ['SESSION_CONTENT'],
          causes: ['ERROR'],
          vendor: vendor.id,
          fault: 'VENDOR_CONFIRMED',
          ourData: 'YES',
        },
      },
    );
    const after = recordBreach.matches[0]?.vendor.score;
    expect(after?.residual).toBeGreaterThan(before.residual as number);
    const residual = after?.receipt.bases.find((basis) => basis.basis === 'RESIDUAL');
    const part = residual?.contributions.find((each) => each.factor === 'BREACHES');
    expect(part?.points).toBeGreaterThan(0);
  });

  it('shows the vendor in exactly the cell that its score names', async () => {
    const { residualAt } = await scoreOf();
    const { riskHeatmap } = await ask<{
      riskHeatmap: {
        cells: { likelihood: number; impact: number; count: number; byBand: unknown[] }[];
        notAssessed: { count: number };
      };
    }>(
      '{ riskHeatmap { cells { likelihood impact count byBand { band count } } notAssessed { count } } }',
    );
    const full = riskHeatmap.cells.filter((cell) => cell.count > 0);
    expect(full).toHaveLength(1);
    expect(`L${full[0]?.likelihood}-I${full[0]?.impact}`).toBe(residualAt?.cell);
    expect(full[0]?.byBand).toEqual([{ band: residualAt?.band, count: 1 }]);
    expect(riskHeatmap.notAssessed.count).toBe(0);
  });

  it('reads the overview in the same figures', async () => {
    const { overview } = await ask<{
      overview: {
        tiers: { tier: string; total: number; assessed: number }[];
        topResidual: { vendor: { ref: string } }[];
        endingAgreements: { kind: string }[];
      };
    }>(
      `{ overview { tiers { tier total assessed aboveAppetite withoutAgreement } topResidual { vendor { ref } points band topFactor }
         topCeiling { points } movers { vendor { ref } } endingAgreements { kind daysLeft vendor { ref } } coverGaps { totalCount items { code } } proposedMatches unknownTier } }`,
    );
    expect(overview.tiers[0]).toMatchObject({ tier: 'CRITICAL', total: 1, assessed: 1 });
    expect(overview.topResidual[0]?.vendor.ref).toBe(vendor.ref);
    expect(overview.endingAgreements).toHaveLength(1);
  });

  it('refuses a stale change with the code STALE and writes nothing', async () => {
    const reply = await story.gql(
      'mutation ($input: UpsertServiceInput!) { upsertService(input: $input) { id } }',
      { input: { id: service.id, rev: 99, people: 1 } },
      officer,
    );
    expect(codesOf(reply)).toEqual(['STALE']);
    const [row] = await story.sql<{ people: number }>('select people::int as people from services');
    expect(row?.people).toBe(40000);
  });
});
