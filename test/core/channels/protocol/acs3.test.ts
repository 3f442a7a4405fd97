import { acs3Query, signAcs3 } from '../../../../core/channels/smsAliyun/sign';

it('signs the vendor’s example', () => {
	const query = { RegionId: 'cn-shanghai', ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd' };
	const call = { host: 'ecs.cn-shanghai.aliyuncs.com', action: 'RunInstances', version: '2014-05-26', query, body: '' };
	const headers = signAcs3(
		{ ...call, date: '2023-10-26T10:22:32Z', nonce: '3156853299f313e23d1673dc12e1703d' },
		{ id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
	);
	expect(headers.Authorization).toBe(
		'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
	);
});

it('encodes and orders a query as the vendor does', () => {
	expect(acs3Query({ b: "it's (好)*!", a: '~x y+z', A: '' })).toBe('A=&a=~x%20y%2Bz&b=it%27s%20%28%E5%A5%BD%29%2A%21');
});
