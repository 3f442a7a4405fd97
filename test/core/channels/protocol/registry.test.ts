import { channelOf, channels } from '../../../../core/channels/registry';

it('has the outbox as the default, and every channel once', () => {
	expect(channels[0]).toMatchObject({ id: 'outbox', local: true });
	expect(new Set(channels.map(({ id }) => id)).size).toBe(channels.length);
	expect(channelOf('outbox')).toBe(channels[0]);
});

it('names the channels there are when asked for another', () => {
	expect(() => channelOf('fax')).toThrow(expect.objectContaining({ code: 'ValidationFailed', field: 'channel' }));
});
