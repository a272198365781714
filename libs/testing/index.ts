export { createTestDatabase, type TestDatabase } from './postgres';
export { eventually } from './eventually';
export { startTestRedis, type TestRedis } from './redis';
