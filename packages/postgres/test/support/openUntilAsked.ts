/** Opens the data folder of its first argument, tells the outcome to its parent, and closes at the first message. */
import { openDatabase } from '../../src/index.ts';

try {
  const database = await openDatabase({ dataFolder: process.argv[2] ?? '' });
  process.once('message', () => {
    void database.close().then(() => process.disconnect());
  });
  process.send?.({ url: database.url });
} catch (error) {
  process.send?.({ problem: String(error) });
  process.disconnect();
}
