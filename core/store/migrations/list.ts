import { initial } from './1795319089923-initial';
import type { Migration } from './migration';

/** Every step in order. Written by `npm run migration`. */
export const migrations: readonly Migration[] = [initial];
