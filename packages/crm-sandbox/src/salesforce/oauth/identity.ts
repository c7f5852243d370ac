import type { HttpReply } from '../../http/exchange.ts';
import { notFound } from '../errors.ts';
import { shortId } from '../ids.ts';
import type { SalesforceOrg } from '../org.ts';

/** Who the session is: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_using_openid.htm */
export function identity(
  org: SalesforceOrg,
  asked: { origin: string; orgId: string; userId: string },
): HttpReply {
  const users = org.store('User');
  const row = users.rowOf(asked.userId);
  if (row === null || shortId(asked.orgId) !== shortId(org.id)) throw notFound();
  const value = (name: string) => users.value(row, name);
  const base = `${asked.origin}/services/data/v{version}`;
  return {
    status: 200,
    json: {
      id: `${asked.origin}/id/${org.id}/${users.id(row)}`,
      asserted_user: true,
      user_id: users.id(row),
      organization_id: org.id,
      username: value('Username'),
      nick_name: value('FirstName'),
      display_name: value('Name'),
      email: value('Email'),
      active: true,
      user_type: 'STANDARD',
      language: 'en_US',
      locale: 'fr_FR',
      timezone: org.settings.organization.timeZone,
      urls: {
        rest: `${base}/`,
        sobjects: `${base}/sobjects/`,
        query: `${base}/query/`,
        custom_domain: asked.origin,
      },
    },
  };
}

/** The same in the words of OpenID Connect. */
export function userInfo(org: SalesforceOrg, asked: { origin: string; userId: string }): HttpReply {
  const users = org.store('User');
  const row = users.rowOf(asked.userId);
  if (row === null) throw notFound();
  const value = (name: string) => users.value(row, name);
  return {
    status: 200,
    json: {
      sub: `${asked.origin}/id/${org.id}/${users.id(row)}`,
      user_id: users.id(row),
      organization_id: org.id,
      preferred_username: value('Username'),
      name: value('Name'),
      email: value('Email'),
      email_verified: true,
      given_name: value('FirstName'),
      family_name: value('LastName'),
      zoneinfo: org.settings.organization.timeZone,
      user_type: 'STANDARD',
    },
  };
}
