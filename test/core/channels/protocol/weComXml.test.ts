import fc from 'fast-check';
import { CallbackRefused } from '../../../../core/channels/weCom/refusal';
import { readXml, xmlText } from '../../../../core/channels/weCom/xml';
import { writeXml } from '../../../servers/weCom/xml';

it('reads texts as texts, nested elements and repeated ones', () => {
	const fields = readXml(`<?xml version="1.0"?><xml>
		<MsgId>4561255354251345929</MsgId><AgentID><![CDATA[1]]></AgentID><Empty/>
		<SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>a</OptionId><OptionId>b</OptionId></OptionIds></SelectedItem></SelectedItems>
		<Text>a &lt; b &#x597d;</Text></xml>`);
	expect(fields).toMatchObject({
		MsgId: '4561255354251345929',
		AgentID: '1',
		Empty: '',
		SelectedItems: { SelectedItem: { QuestionKey: 'q', OptionIds: { OptionId: ['a', 'b'] } } },
		Text: 'a < b 好',
	});
	expect([xmlText(fields, 'MsgId'), xmlText(fields, 'SelectedItems'), xmlText(fields, 'toString')]).toEqual([
		'4561255354251345929',
		'',
		'',
	]);
});

it.each([
	['an entity of its own', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><A>&b;</A></xml>'],
	['an outer entity', '<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><A/></xml>'],
	['an unknown entity', '<xml><A>&nbsp;</A></xml>'],
	['levels without end', '<a>'.repeat(100_000)],
	['elements without end', `<xml>${'<a/>'.repeat(100_000)}</xml>`],
	['a text without end', `<xml><A>${'a'.repeat(2_000_000)}</A></xml>`],
	['an element that stays open', '<xml><A></xml>'],
	['nothing', ''],
	['no XML', '{"a":1}'],
])('refuses %s', (_name, xml) => {
	expect(() => readXml(xml)).toThrow(CallbackRefused);
});

it('keeps elements with the names of a prototype to themselves', () => {
	const fields = readXml('<xml><__proto__><polluted>yes</polluted></__proto__><constructor>c</constructor></xml>');
	expect(Object.getPrototypeOf(fields)).toBeNull();
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	expect(xmlText(fields, 'constructor')).toBe('c');
});

it('reads what the platform writes, whatever stands in it', () => {
	const text = fc.string({ unit: 'binary' });
	fc.assert(
		fc.property(text, fc.nat(), (A, B) => {
			// eslint-disable-next-line no-control-regex -- XML has no place for these
			const sayable = A.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/\r\n?/g, '\n');
			expect(readXml(writeXml({ A, B, C: { D: A } }))).toMatchObject({ A: sayable, B: String(B), C: { D: sayable } });
		}),
	);
	expect(readXml(writeXml({ A: 'x]]>y]]' }))).toMatchObject({ A: 'x]]>y]]' });
});

it('never throws anything but its refusal', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.string().map((inner) => `<xml>${inner}</xml>`),
			),
			(xml) => {
				try {
					readXml(xml);
				} catch (error) {
					expect(error).toBeInstanceOf(CallbackRefused);
				}
			},
		),
	);
});
