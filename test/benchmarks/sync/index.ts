import { Client } from '@hubspot/api-client';
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js';
import { runBeside } from './beside.ts';
import { type SandboxProcess, startSandbox } from './sandbox.ts';
import { runScript, type ScriptResult } from './script.ts';
import { type DemoDocument, runDemo } from './tamis.ts';

/** Requests a second that the sandbox allows: 5 searches, and 190 of all others in ten seconds. */
const SEARCHES_PER_SECOND = 5;
const WRITES_PER_SECOND = 19;
const LATENCIES_MS = [25, 250];
const HUBSPOT = ['--crm', 'hubspot'];

interface Options {
  readonly crm: string;
  readonly contacts: number;
  /** Also four times the contacts, and the same with a company and five engagements each. */
  readonly full: boolean;
}

/** A first sync of every contact, at a short and at a long latency, beside a straightforward script in the same run; `--crm` measures another CRM. */
export async function run(args: readonly string[]): Promise<object> {
  const options = readOptions(args);
  if (options.crm !== 'hubspot') return runBeside(options);
  const latencies = [];
  let peakRssMb = 0;
  for (const latencyMs of LATENCIES_MS) {
    const demo = await runDemo([
      ...HUBSPOT,
      '--profile',
      'bare',
      '--contacts',
      String(options.contacts),
      '--latency',
      String(latencyMs),
    ]);
    peakRssMb = Math.max(peakRssMb, demo.peakRssMb);
    latencies.push({ latencyMs, ...measured(demo), script: await script(options, latencyMs) });
  }
  const result = { contacts: options.contacts, latencies, peakRssMb };
  return options.full ? { ...result, ...(await further(options)) } : result;
}

function readOptions(args: readonly string[]): Options {
  const after = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  return {
    crm: after('--crm') ?? 'hubspot',
    contacts: Number(after('--contacts') ?? 50_000),
    full: args.includes('--full'),
  };
}

function measured({ runs: [first, second] }: DemoDocument) {
  const searches = Math.ceil(first.pulled / 200);
  const writes = first.callFloor - searches;
  const floorSeconds = Math.max(searches / SEARCHES_PER_SECOND, writes / WRITES_PER_SECOND);
  return {
    pulled: first.pulled,
    written: first.written,
    calls: first.calls,
    callFloor: first.callFloor,
    associationCalls: first.associationCalls,
    activityCalls: first.activityCalls,
    rateLimited: first.rateLimited + second.rateLimited,
    seconds: first.seconds,
    floorSeconds,
    secondsToFloor: Number((first.seconds / floorSeconds).toFixed(3)),
    secondRun: {
      pulled: second.pulled,
      echoes: second.echoes,
      written: second.written,
      calls: second.calls,
      callFloor: second.callFloor,
      seconds: second.seconds,
    },
  };
}

async function script({ contacts }: Options, latencyMs: number): Promise<ScriptResult> {
  await using sandbox: SandboxProcess = await startSandbox({ contacts, latencyMs });
  const { url, token } = sandbox;
  const client = new Client({ accessToken: token, basePath: url });
  for (const name of ['tamis_score', 'tamis_stage']) {
    await client.crm.properties.coreApi.create('contacts', {
      name,
      label: name,
      type: PropertyCreateTypeEnum.String,
      fieldType: PropertyCreateFieldTypeEnum.Text,
      groupName: 'contactinformation',
    });
  }
  return await runScript({ url, token });
}

async function further({ contacts }: Options) {
  const large = await runDemo([
    ...HUBSPOT,
    '--profile',
    'bare',
    '--contacts',
    String(4 * contacts),
    '--latency',
    '25',
  ]);
  const related = await runDemo([
    ...HUBSPOT,
    '--profile',
    'related',
    '--contacts',
    String(contacts),
    '--latency',
    '25',
  ]);
  const [{ related: relatedRecords }] = related.runs;
  const activities = relatedRecords - contacts;
  return {
    fourTimes: { ...measured(large), peakRssMb: large.peakRssMb },
    withCompanyAndFiveEngagements: {
      ...measured(related),
      associationCallFloor: Math.ceil(contacts / 200) + Math.ceil((contacts + activities) / 1_000),
      activityCallFloor: Math.ceil(activities / 200),
      searchFloorSeconds: (2 * contacts + activities) / 200 / SEARCHES_PER_SECOND,
      peakRssMb: related.peakRssMb,
    },
  };
}
