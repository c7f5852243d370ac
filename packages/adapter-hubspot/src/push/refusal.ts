import type { RecordChange } from '@tamis/adapter';
import type { Refusal } from '../wire.ts';

/** The field that a refusal is about: named in a detail's context or, in older bodies, in a JSON list within the message. */
export function refusedField({ message, errors }: Refusal): string | undefined {
  const named = errors.flatMap(({ context = {} }) => [
    ...(context.propertyName ?? []),
    ...(context.property ?? []),
  ]);
  return named[0] ?? /"name":"([^"]+)"/.exec(message)?.[1];
}

/** The records that a refusal is about, by our trace id or their own. */
export function namedIds({ id, context = {} }: Refusal): readonly string[] {
  return [
    ...(context.objectWriteTraceId ?? []),
    ...(context.ids ?? []),
    ...(context.id ?? []),
    ...(id ? [id] : []),
  ];
}

/** The properties sent that a refusal says do not exist. Such a one fails every record that sets it: nothing is gained by narrowing down. */
export function missingProperties(
  { message, errors }: Refusal,
  changes: readonly RecordChange[],
): readonly string[] {
  const texts = [
    message,
    ...errors.map(
      (detail) => `${detail.code ?? ''} ${detail.message} ${JSON.stringify(detail.context ?? {})}`,
    ),
  ];
  const telling = texts.filter((text) =>
    /PROPERTY_DOESNT_EXIST|[Pp]ropert(y|ies) .* do(es)? not exist/.test(text),
  );
  const sent = new Set(changes.flatMap(({ fields }) => Object.keys(fields)));
  return [...sent].filter((name) => telling.some((text) => text.includes(`"${name}"`)));
}
