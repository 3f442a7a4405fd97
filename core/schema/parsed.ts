import type { Text } from '../text';

/** The stored form of a value, or what is wrong with it. */
export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Text };

export const fine = (value: unknown): Parsed => ({ ok: true, value });

export const bad = (en: string, zh: string): Parsed => ({ ok: false, problem: { en, 'zh-CN': zh } });
