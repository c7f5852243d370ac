import { performance } from 'node:perf_hooks';
import type { HttpReply } from '../../http/exchange.ts';

/** How many refusals in a row are taken for an attack, and how long it is shut out, in real milliseconds. */
export interface BanRule {
  readonly afterRefusals: number;
  readonly forMs: number;
}

/** The content delivery network in front of the API: it shuts out whoever goes on calling through refusals. */
export class Firewall {
  #refusalsInARow = 0;
  #bannedUntil = 0;

  /** The page that a caller gets instead of an answer while it is shut out. */
  refusal(): HttpReply | null {
    if (performance.now() >= this.#bannedUntil) return null;
    return { status: 403, headers: { Server: 'cloudflare', 'CF-RAY': '8f1a2b3c4d5e6f70-CDG' }, text: PAGE };
  }

  /** Counts a call that was refused for its rate. */
  refused(rule: BanRule): void {
    this.#refusalsInARow += 1;
    if (this.#refusalsInARow >= rule.afterRefusals) this.ban(rule.forMs);
  }

  admitted(): void {
    this.#refusalsInARow = 0;
  }

  ban(forMs: number): void {
    this.#bannedUntil = performance.now() + forMs;
    this.#refusalsInARow = 0;
  }
}

const PAGE = `<!DOCTYPE html>
<html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head>
<body><h1>Sorry, you have been blocked</h1><h2>You are unable to access api.pipedrive.com</h2></body></html>`;
