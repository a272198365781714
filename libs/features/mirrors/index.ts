export { Mirror } from './mirror.entity';
