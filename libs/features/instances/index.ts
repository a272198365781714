export { Instance, type InstanceHealth } from './instance.entity';
