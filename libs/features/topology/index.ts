export { TopologyApiModule } from './topology.module';
