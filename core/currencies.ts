/** Currencies in use by ISO 4217 (list one), by how many decimals their minor unit has; funds and metals are left out. */
const codes: Readonly<Record<number, string>> = {
	0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
	2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP
		CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS
		KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
		PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
		TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG YER ZAR ZMW ZWG`,
	3: 'BHD IQD JOD KWD LYD OMR TND',
};

const decimals = new Map(Object.entries(codes).flatMap(([places, list]) => list.split(/\s+/).map((code) => [code, Number(places)])));

/** The currencies whose minor unit has that many decimals, 0 or 3; all others have 2. */
export const currenciesWith = (places: 0 | 3): readonly string[] => codes[places].split(' ');

/** How many decimals a currency has; undefined for a text that is no currency. */
export const decimalsOf = (currency: unknown): number | undefined => (typeof currency === 'string' ? decimals.get(currency) : undefined);

const aliases: Readonly<Record<string, string>> = {
	RMB: 'CNY',
	人民币: 'CNY',
	元: 'CNY',
	美元: 'USD',
	欧元: 'EUR',
	港币: 'HKD',
	日元: 'JPY',
};

/** The ISO 4217 code that a person means, in any case; undefined when there is none. */
export function currencyCode(typed: string): string | undefined {
	const code = typed.trim().toUpperCase();
	const meant = Object.hasOwn(aliases, code) ? aliases[code] : code;
	return decimals.has(meant) ? meant : undefined;
}
