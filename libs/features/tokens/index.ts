export { GroupToken } from './group-token.entity';
