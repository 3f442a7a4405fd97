import { objects } from '../schema/objects';
import type { Text } from '../text';

/** What people call a state of a message. */
export const stateText = (status: string): Text =>
	objects
		.get('message')
		.byName.get('status')
		?.options?.find(({ value }) => value === status)?.label ?? { en: status, 'zh-CN': status };
