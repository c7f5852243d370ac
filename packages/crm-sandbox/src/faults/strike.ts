import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { contentTypeOf, type HttpReply, replyText } from '../http/exchange.ts';
import { send } from '../http/server.ts';
import type { FaultEffect } from './fault.ts';

/** Sends an answer as the fault distorts it. */
export async function strike(outgoing: ServerResponse, effect: FaultEffect, reply: HttpReply): Promise<void> {
  switch (effect.kind) {
    case 'reply':
      return send(outgoing, scriptedReply(effect));
    case 'reset':
      outgoing.destroy();
      return;
    case 'reset-mid-body':
      return resetMidBody(outgoing, reply);
    case 'truncate':
      return send(outgoing, truncated(reply));
    case 'delay':
      await wait(effect.ms);
      return send(outgoing, reply);
    case 'slow-loris':
      return drip(outgoing, effect, reply);
    case 'vendor':
      return send(outgoing, reply);
  }
}

function scriptedReply(effect: Extract<FaultEffect, { kind: 'reply' }>): HttpReply {
  const { status, headers } = effect;
  return effect.html === undefined
    ? { status, headers, json: effect.json ?? {} }
    : { status, headers, text: effect.html };
}

function truncated(reply: HttpReply): HttpReply {
  const body = replyText(reply);
  return {
    status: reply.status,
    headers: { ...reply.headers, 'Content-Type': contentTypeOf(reply) },
    text: body.slice(0, Math.ceil(body.length / 2)),
  };
}

async function resetMidBody(outgoing: ServerResponse, reply: HttpReply): Promise<void> {
  const body = startBody(outgoing, reply);
  await new Promise((resolve) => outgoing.write(body.subarray(0, Math.ceil(body.length / 2)), resolve));
  outgoing.destroy();
}

async function drip(
  outgoing: ServerResponse,
  pace: { readonly bytes: number; readonly everyMs: number },
  reply: HttpReply,
): Promise<void> {
  const body = startBody(outgoing, reply);
  for (let at = 0; at < body.length && !outgoing.destroyed; at += pace.bytes) {
    outgoing.write(body.subarray(at, at + pace.bytes));
    await wait(pace.everyMs);
  }
  outgoing.end();
}

/** Sends status and headers with the true length, and returns the body still to be sent. */
function startBody(outgoing: ServerResponse, reply: HttpReply): Buffer {
  const body = Buffer.from(replyText(reply));
  const headers = { 'Content-Type': contentTypeOf(reply), ...reply.headers, 'Content-Length': body.length };
  outgoing.writeHead(reply.status, headers);
  return body;
}
