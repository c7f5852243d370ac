import { decideLink, decideStage, decideValue, LinkRefused, refOf, type Service } from '@tamis/sync';
import type { CrmName } from './crms.ts';
import type { Decided } from './history.ts';
import { Refused } from './sandboxDoor.ts';

/** The product's own page, where people decide who is who, and what a lead is. */
export class Office {
  readonly #service: Service;
  readonly #connections: ReadonlyMap<CrmName, string>;

  constructor(service: Service, connections: ReadonlyMap<CrmName, string>) {
    this.#service = service;
    this.#connections = connections;
  }

  /** Carries a decision out. Throws `Refused` where the product does not know the record, or refuses. */
  async decide(decided: Decided, at: number): Promise<void> {
    try {
      await this.#carryOut(decided, at);
    } catch (error) {
      if (error instanceof LinkRefused) throw new Refused(error.message);
      throw error;
    }
  }

  /** Reasons of the decisions of which the histories of leads say that they ended. */
  async ended(): Promise<ReadonlySet<string>> {
    const lines = await this.#service.db
      .selectFrom('lead_events')
      .select('detail')
      .where('kind', 'in', ['manual-stage-expired', 'value-expired'])
      .execute();
    return new Set(
      lines.flatMap(({ detail }) => {
        if (detail.kind === 'manual-stage-expired') return [detail.manual.reason];
        return detail.kind === 'value-expired' ? [detail.reason] : [];
      }),
    );
  }

  async #carryOut(decided: Decided, at: number): Promise<void> {
    const { db, workspace } = this.#service;
    const decider = { workspaceId: workspace.id, by: 'test', at };
    const ref = this.#refOf(decided.key);
    switch (decided.kind) {
      case 'free':
        return void (await decideLink(db, decider, { ref, decision: { kind: 'free' } }));
      case 'cut':
        return void (await decideLink(db, decider, {
          ref,
          decision: { kind: 'cut', reason: 'Not the same.' },
        }));
      case 'join': {
        const to = { record: this.#refOf(decided.with) };
        const decision = { kind: 'join', to, reason: 'The same.', withOthers: false } as const;
        return void (await decideLink(db, decider, { ref, decision }));
      }
      case 'stage': {
        const { stage, until, reason } = decided;
        const leadId = await this.#leadOf(decided.key);
        return decideStage(db, decider, { leadId, decision: { stage, until, reason } });
      }
      case 'value': {
        const { field, value, until, reason } = decided;
        const leadId = await this.#leadOf(decided.key);
        return decideValue(db, decider, {
          leadId,
          path: `person.${field}`,
          decision: { value, until, reason },
        });
      }
    }
  }

  async #leadOf(key: string): Promise<string> {
    const [crm, object = '', id = ''] = key.split('/');
    const link = await this.#service.db
      .selectFrom('links')
      .select('lead_id')
      .where('connection_id', '=', this.#connections.get(crm as CrmName) ?? '')
      .where('object', '=', object)
      .where('record_id', '=', id)
      .executeTakeFirst();
    if (link === undefined) throw new Refused('No run has read this record yet.');
    return String(link.lead_id);
  }

  #refOf(key: string): string {
    const [crm, object = '', id = ''] = key.split('/');
    return refOf({ connectionId: this.#connections.get(crm as CrmName) ?? '', object, id });
  }
}
