import { defineConfig } from 'vitest/config';
import { shared } from '../../vitest.shared.ts';

/** One file after the other: the conformance suite measures how full windows of two seconds are. */
export default defineConfig({ ...shared, test: { ...shared.test, fileParallelism: false } });
