import { describe, expect, it } from 'vitest';
import {
  compile,
  defaultModel,
  leadJsonSchema,
  lintModel,
  ModelInvalid,
  modelJsonSchema,
  parseModel,
} from '../../src/index.ts';
import { DATA, modelOf } from './arbitraries.ts';

/** The default model as JSON with one change. */
function changed(change: (model: ReturnType<typeof JSON.parse>) => void): unknown {
  const model = JSON.parse(JSON.stringify(defaultModel()));
  change(model);
  return model;
}

function faultsOf(json: unknown): readonly string[] {
  try {
    parseModel(json);
    return [];
  } catch (error) {
    if (error instanceof ModelInvalid) return error.faults;
    throw error;
  }
}

describe('a model with a fault is refused with its place and what was probably meant', () => {
  it.each<[string, Parameters<typeof changed>[0], string]>([
    [
      'a mistyped key',
      (model) => {
        model.engagment = [];
      },
      'model: there is no key "engagment" — did you mean "engagement"?',
    ],
    [
      'a mistyped limit',
      (model) => {
        model.engagement[0].halfLifeDay = 3;
      },
      'model.engagement[0] ("pricing-page"): there is no key "halfLifeDay" — did you mean "halfLifeDays"?',
    ],
    [
      'a mistyped operator deep in a condition',
      (model) => {
        model.fit[2].when.any[0].inn = ['x'];
      },
      'model.fit[2] ("seniority").when.any[0]: there is no key "inn" — did you mean "in"?',
    ],
    [
      'an unknown effect',
      (model) => {
        model.gates[0].effect = 'stop';
      },
      'model.gates[0] ("disposable-email").effect: Invalid option: expected one of "disqualify"|"block-hand-over"',
    ],
    [
      'an id used twice',
      (model) => {
        model.fit[1].id = model.fit[0].id;
      },
      'The id "industry" is used twice; rules and gates need ids of their own.',
    ],
  ])('%s', (_, change, fault) => expect(faultsOf(changed(change))).toContain(fault));

  it('points of more than two decimals, since points are whole hundredths', () => {
    expect(
      faultsOf(
        changed((model) => {
          model.engagement[0].points = 0.125;
        }),
      )[0],
    ).toContain('points');
  });

  it('anything else that is no model', () => {
    for (const json of [null, [], 'x', 3, {}]) expect(faultsOf(json).length).toBeGreaterThan(0);
  });

  it('an unknown field, when it is compiled', () => {
    const model = parseModel(
      changed(({ fit }) => {
        fit[0].when.field = 'company.industri';
      }),
    );
    expect(() => compile(model, DATA)).toThrow(
      'rule "industry": there is no lead field "company.industri" — did you mean "company.industry"?',
    );
  });

  it('bands over a text', () => {
    const model = parseModel(
      changed(({ fit }) => {
        fit[1].field = 'person.email';
      }),
    );
    expect(() => compile(model, DATA)).toThrow('rule "company-size": "bands" need a number');
  });
});

describe('a model that cannot do what it says is warned of', () => {
  const codes = (model: Parameters<typeof lintModel>[0]) =>
    lintModel(model).map(({ code, refs }) => [code, ...refs]);
  const easy = { activities: [{ kind: 'email_open' }], points: 5 };

  it('ten e-mail opens that reach the threshold alone', () => {
    expect(codes(modelOf(easy))).toEqual([['cheap-rule-reaches-threshold', 'rule']]);
    expect(codes(modelOf({ ...easy, cap: 15 }))).not.toContainEqual(['cheap-rule-reaches-threshold', 'rule']);
  });

  it('a threshold that no lead can reach', () => {
    expect(codes(modelOf({ ...easy, cap: 40 }))).toEqual([['unreachable-threshold', 'sql']]);
  });

  it('a count that the limits do not let happen', () => {
    const model = modelOf({ ...easy, points: 60, count: 4, windowDays: 3, cooldownDays: 1 });
    expect(codes(model)).toContainEqual(['unreachable-rule', 'rule']);
  });

  it('one field wanted to be two things', () => {
    const both = {
      all: [
        { field: 'person.country', equals: 'FR' },
        { field: 'person.country', in: ['BE', 'CH'] },
      ],
    };
    const model = parseModel(
      changed(({ fit }) => {
        fit[0].when = both;
      }),
    );
    expect(codes(model)).toEqual([['unreachable-rule', 'industry']]);
  });

  it('a band behind a wider one', () => {
    const model = parseModel(
      changed(({ fit }) => {
        fit[1].bands.reverse();
      }),
    );
    expect(codes(model)).toEqual([['unreachable-rule', 'company-size']]);
  });

  it('the same thing rewarded and punished', () => {
    const model = parseModel(
      changed(({ negatives }) => {
        negatives[0].when.equals = 'business';
      }),
    );
    expect(codes(model)).toEqual([['contradictory-rules', 'business-email', 'free-mail']]);
  });
});

it('lead and model have a JSON Schema', () => {
  expect(leadJsonSchema()).toMatchObject({ type: 'object', properties: { person: { type: 'object' } } });
  expect(modelJsonSchema()).toMatchObject({
    type: 'object',
    additionalProperties: false,
    required: expect.arrayContaining(['fit', 'caps']),
  });
});
