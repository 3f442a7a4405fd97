import { n8nEnvironment, ownTimezone } from '../../tools/n8n/environment';

it.each([
	[{}, undefined],
	[{ GENERIC_TIMEZONE: '', TZ: '' }, undefined],
	[{ TZ: 'Europe/Berlin' }, 'Europe/Berlin'],
	[{ GENERIC_TIMEZONE: 'Asia/Tokyo', TZ: 'Europe/Berlin' }, 'Asia/Tokyo'],
	[{ TZ: 'CST-8' }, undefined],
])('of %j the time zone of the user is %s', (env, zone) => {
	expect(ownTimezone(env)).toBe(zone);
});

it.each([
	[undefined, 'Asia/Shanghai'],
	['Europe/Berlin', 'Europe/Berlin'],
])('n8n with the time zone %s runs in %s', (timezone, expected) => {
	const env = n8nEnvironment({ userFolder: '/nowhere', port: 1, brokerPort: 2, timezone });
	expect(env.GENERIC_TIMEZONE).toBe(expected);
});
