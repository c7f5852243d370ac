/** Some CRMs stamp in whole seconds: what follows our write at once may bear an earlier stamp than the write itself. */
const STAMP_MS = 1000;

/** When somebody changed what we had written at `ours`: never before that, however coarse the stamps are. */
export function changeAfter(ours: number | undefined, modifiedAt: number): number {
  const isSameSecond = ours !== undefined && ours > modifiedAt && ours - modifiedAt < STAMP_MS;
  return isSameSecond ? ours : modifiedAt;
}
