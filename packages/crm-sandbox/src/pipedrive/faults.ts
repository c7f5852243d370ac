import type { HttpReply, HttpRequest } from '../http/exchange.ts';
import type { VendorFault } from '../vendor.ts';
import type { PipedriveAccount } from './account.ts';
import { refusalReply, validationFailed } from './errors.ts';

const FAULT_NAMES = ['banned', 'expired-token', 'validation', 'daily-exhausted'] as const;

type Answer = (request: HttpRequest) => Promise<HttpReply>;

/** Carries out a request under a fault; an unknown name is a mistake in the script and is said so. */
export async function answerWithFault(
  account: PipedriveAccount,
  call: { readonly request: HttpRequest; readonly fault: VendorFault; readonly answer: Answer },
): Promise<HttpReply> {
  const { request, answer, fault } = call;
  const { limits, settings } = account;
  switch (fault.name) {
    case 'banned':
      limits.firewall.ban(settings.limits.ban.forMs);
      return limits.firewall.refusal() ?? answer(request);
    case 'expired-token':
      account.tokens.expireAccess();
      return answer(request);
    case 'validation':
      return refusalReply(validationFailed('body: The record cannot be written').refusal);
    case 'daily-exhausted':
      return limits.exhaustDay(account.clock.now(), settings);
    default:
      throw new Error(`Pipedrive has no fault named ${fault.name}; there are ${FAULT_NAMES.join(', ')}.`);
  }
}
