import type { HttpReply } from '../../http/exchange.ts';
import type { Route } from '../../http/router.ts';

/** The old login of SOAP is refused: https://help.salesforce.com/s/articleView?id=005132110&type=1 */
export function soapRoutes(): Route[] {
  return ['u', 'c'].map((kind) => ({
    method: 'POST',
    pattern: `/services/Soap/${kind}/:version`,
    handle: refuse,
  }));
}

function refuse(): HttpReply {
  const fault =
    '<soapenv:Fault><faultcode>sf:INVALID_OPERATION</faultcode><faultstring>INVALID_OPERATION: SOAP API login() is disabled by default in this org.</faultstring></soapenv:Fault>';
  return {
    status: 500,
    headers: { 'Content-Type': 'text/xml;charset=UTF-8' },
    text: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:sf="urn:fault.partner.soap.sforce.com"><soapenv:Body>${fault}</soapenv:Body></soapenv:Envelope>`,
  };
}
