import { initial } from './1795302445162-initial';
import { keptKeys } from './1795319089923-keptKeys';
import type { Migration } from './migration';

/** Every step in order. Written by `npm run migration`. */
export const migrations: readonly Migration[] = [initial, keptKeys];
