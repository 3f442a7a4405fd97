import type { PropertySpec } from '../../shared/property';
import { channelLabel, channelOptions } from './channel';

/** A channel in the form of a policy. */
export const oneChannel: PropertySpec = {
	displayName: channelLabel,
	name: 'channel',
	type: 'options',
	default: channelOptions[0].value,
	options: channelOptions,
};

/** The same where none may be chosen. */
export const anyChannel: PropertySpec = {
	...oneChannel,
	default: '',
	options: [{ name: { en: 'Any Channel', 'zh-CN': '任意渠道' }, value: '' }, ...channelOptions],
};
