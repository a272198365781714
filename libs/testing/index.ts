export { createTestDatabase, type TestDatabase } from './postgres';
export { eventually } from './eventually';
export { startTestRedis, type TestRedis } from './redis';
export { default as startTestServer } from './global-setup';
export { default as stopTestServer } from './global-teardown';
