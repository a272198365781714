export { createTestDatabase, type TestDatabase } from './postgres';
export { eventually, PATIENCE_MS } from './eventually';
export { startTestRedis, type TestRedis } from './redis';
export { default as startTestServer } from './global-setup';
export { default as stopTestServer } from './global-teardown';
