import type { HttpReply } from '../../http/exchange.ts';
import { answer } from '../answer.ts';
import { integerParameter } from '../body.ts';
import { notFound } from '../errors.ts';
import type { Json } from '../records/record.ts';

const MADE_AT = '2024-01-08T09:00:00Z';

interface Stage {
  readonly id: number;
  readonly name: string;
  readonly probability: number;
}

/** Id of the only pipeline. */
export const PIPELINE_ID = 1;

/** Stages of the only pipeline, in their order. */
export const STAGES: readonly [Stage, ...Stage[]] = [
  { id: 1, name: 'Qualified', probability: 20 },
  { id: 2, name: 'Contact made', probability: 40 },
  { id: 3, name: 'Demo scheduled', probability: 60 },
  { id: 4, name: 'Proposal made', probability: 80 },
  { id: 5, name: 'Negotiations started', probability: 90 },
];

/** The stage of an id, where there is one. */
export function stageOf(id: number | string): Stage | undefined {
  return STAGES.find((stage) => stage.id === id);
}

/** https://developers.pipedrive.com/docs/api/v1/Pipelines */
export function listPipelines(): HttpReply {
  return list([pipeline()]);
}

/** One pipeline; throws the 404 for an unknown id. */
export function readPipeline(id: string): HttpReply {
  if (id !== String(PIPELINE_ID)) throw notFound('Pipeline');
  return answer(pipeline());
}

/** https://developers.pipedrive.com/docs/api/v1/Stages */
export function listStages(query: URLSearchParams): HttpReply {
  const asked = integerParameter(query, 'pipeline_id') ?? PIPELINE_ID;
  return list(asked === PIPELINE_ID ? STAGES.map(presentStage) : []);
}

/** One stage; throws the 404 for an unknown id. */
export function readStage(id: string): HttpReply {
  const stage = stageOf(Number(id));
  if (stage === undefined) throw notFound('Stage');
  return answer(presentStage(stage));
}

function list(data: readonly Json[]): HttpReply {
  return { status: 200, json: { success: true, data, additional_data: { next_cursor: null } } };
}

function pipeline(): Json {
  return {
    id: PIPELINE_ID,
    name: 'Sales',
    order_nr: 1,
    is_deleted: false,
    is_deal_probability_enabled: true,
    add_time: MADE_AT,
    update_time: MADE_AT,
  };
}

function presentStage(stage: Stage): Json {
  return {
    id: stage.id,
    order_nr: stage.id,
    name: stage.name,
    is_deleted: false,
    deal_probability: stage.probability,
    pipeline_id: PIPELINE_ID,
    is_deal_rot_enabled: false,
    days_to_rotten: null,
    add_time: MADE_AT,
    update_time: MADE_AT,
  };
}
