import { companyDomain, foldDomain } from '../../../core/normalise/domain';

it.each([
	['https://www.Acme.com/about?x=1', 'acme.com'],
	['acme.com', 'acme.com'],
	['ACME.COM:8080/a', 'acme.com'],
	['http://user@shop.acme.com.cn/', 'shop.acme.com.cn'],
	['info@acme.com', 'acme.com'],
	['ａｃｍｅ.com', 'acme.com'],
	['www.acme.com.', 'acme.com'],
	['关系.中国', '关系.中国'],
	['localhost', ''],
	['see our shop', ''],
	['', ''],
])('the domain of %j is %j', (address, domain) => {
	expect(foldDomain(address)).toBe(domain);
});

it('a mailbox that everybody can have says nothing of a company', () => {
	expect(['a@qq.com', 'b@GMAIL.com', 'c@acme.com'].map(companyDomain)).toEqual(['', '', 'acme.com']);
});
