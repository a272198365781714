export { expiryConditions } from './expiry.sql';
export { GroupTokenHooks } from './group-token-hooks';
export { GroupTokenStore, type OpenGroupToken } from './group-token-store';
export { GroupToken } from './group-token.entity';
export {
  GROUP_TOKEN_EVENTS,
  type GroupTokenChange,
  type GroupTokenChangeKind,
  type GroupTokenEvent,
} from './group-token.events';
export { GroupTokensService } from './group-tokens.service';
export { TokensApiModule, TokensModule } from './tokens.module';
