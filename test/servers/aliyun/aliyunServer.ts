import { randomInt, randomUUID } from 'node:crypto';
import { day, hour, minute } from '../standIn/clock';
import { HttpStandIn, type Answer, type Received } from '../standIn/httpServer';
import { SlidingWindow } from '../standIn/window';
import { Pushes } from './pushes';
import { chinaTime, type Sms } from './sms';
import { SignatureCheck, type Account } from './signature';

export interface Template {
	readonly kind: 'code' | 'notice' | 'marketing';
	/** With `${variables}`. */
	readonly content: string;
}

interface Fields {
	readonly [name: string]: string;
}

/** Codes 1/min, 5/h, 10/day; notices and marketing 50/day per signature, template and number. */
const limits: Record<Template['kind'], ReadonlyArray<{ limit: number; span: number }>> = {
	code: [
		{ limit: 1, span: minute },
		{ limit: 5, span: hour },
		{ limit: 10, span: day },
	],
	notice: [{ limit: 50, span: day }],
	marketing: [{ limit: 50, span: day }],
};

export const sampleAccount: Account = { accessKeyId: 'LTAI-test-of-the-stand-in', accessKeySecret: 'a-secret-key-only-for-tests' };

/** Aliyun's SMS at https://dysmsapi.aliyuncs.com as channels.md describes it: a repeated call sends again. */
export class AliyunServer extends HttpStandIn {
	readonly signs = new Set(['关系科技']);
	readonly templates = new Map<string, Template>([
		['SMS_100001', { kind: 'code', content: '您的验证码${code}，5分钟内有效。' }],
		['SMS_100002', { kind: 'notice', content: '${name}您好，您的预约时间为${time}。' }],
		['SMS_100003', { kind: 'marketing', content: '${name}，新品上市，拒收请回复R' }],
	]);
	/** Numbers that the carrier does not deliver to, with its code. */
	readonly unreachable = new Map<string, string>();
	/** Numbers that asked for no more messages. */
	readonly blocked = new Set<string>();
	readonly sent: Sms[] = [];
	readonly pushes = new Pushes(this);
	/** True: the account has no money left. */
	broke = false;
	readonly #signature = new SignatureCheck(sampleAccount);
	readonly #window = new SlidingWindow();

	static async start(): Promise<AliyunServer> {
		const server = new AliyunServer();
		await server.listen();
		return server;
	}

	/** What one number got. */
	smsTo(number: string): Sms[] {
		return this.sent.filter((sms) => sms.number === number);
	}

	protected answer(call: Received): Answer {
		const RequestId = randomUUID().toUpperCase();
		const refused = this.#signature.refusal(call);
		if (refused) return { status: refused.status, body: { Code: refused.code, Message: refused.message, RequestId } };
		if (call.headers['x-acs-version'] !== '2017-05-25') return { status: 404, body: { Code: 'InvalidVersion', Message: '', RequestId } };
		const fields = Object.fromEntries([...call.query, ...formOf(call)]);
		switch (call.headers['x-acs-action']) {
			case 'SendSms':
				return { status: 200, body: { ...this.#send(fields), RequestId } };
			case 'QuerySendDetails':
				return { status: 200, body: { ...this.#details(fields), RequestId } };
			default:
				return { status: 404, body: { Code: 'InvalidAction.NotFound', Message: 'Specified api is not found.', RequestId } };
		}
	}

	#send(fields: Fields): object {
		const numbers = (fields.PhoneNumbers ?? '').split(',').filter(Boolean);
		const fault = this.#fault(fields, numbers);
		if (fault) return { Code: fault, Message: `${fault} 触发`, BizId: undefined };
		const at = this.clock.now();
		const bizId = `${randomInt(1e9, 1e10)}${randomInt(1e9, 1e10)}^0`;
		const { content } = this.templates.get(fields.TemplateCode)!;
		const variables = JSON.parse(fields.TemplateParam || '{}') as Fields;
		const text = `【${fields.SignName}】${content.replace(/\$\{(\w+)\}/g, (_, name: string) => String(variables[name]))}`;
		for (const number of numbers) {
			this.#window.add(`${fields.SignName}:${fields.TemplateCode}:${number}`, at);
			const receipt = { code: this.unreachable.get(number) ?? 'DELIVERED', at: at + 2000 };
			this.sent.push({ number, sign: fields.SignName, template: fields.TemplateCode, text, bizId, outId: fields.OutId ?? '', at, receipt });
		}
		return { Code: 'OK', Message: 'OK', BizId: bizId };
	}

	#fault(fields: Fields, numbers: readonly string[]): string | undefined {
		if (this.broke) return 'isv.AMOUNT_NOT_ENOUGH';
		if (numbers.length === 0 || numbers.length > 1000 || numbers.some((number) => !/^(?:\+?86)?1[3-9]\d{9}$/.test(number)))
			return 'isv.MOBILE_NUMBER_ILLEGAL';
		if (!this.signs.has(fields.SignName)) return 'isv.SMS_SIGNATURE_ILLEGAL';
		const template = this.templates.get(fields.TemplateCode);
		if (!template) return 'isv.SMS_TEMPLATE_ILLEGAL';
		const variables = variablesOf(fields.TemplateParam);
		if (!variables) return 'isv.INVALID_JSON_PARAM';
		const wanted = [...template.content.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
		if (wanted.some((name) => !variables[name])) return 'isv.TEMPLATE_MISSING_PARAMETERS';
		// What a number that asked for no more messages is answered with is a guess.
		if (numbers.some((number) => this.blocked.has(number))) return 'isv.BLACK_KEY_CONTROL_LIMIT';
		const key = (number: string) => `${fields.SignName}:${fields.TemplateCode}:${number}`;
		const full = numbers.some((number) =>
			limits[template.kind].some(({ limit, span }) => this.#window.count(key(number), this.clock.now(), span) >= limit),
		);
		return full ? 'isv.BUSINESS_LIMIT_CONTROL' : undefined;
	}

	#details(fields: Fields): object {
		const [page, size] = [Number(fields.CurrentPage), Number(fields.PageSize)];
		if (!fields.PhoneNumber || !/^\d{8}$/.test(fields.SendDate ?? '') || !page || !size || size > 50)
			return { Code: 'isv.INVALID_PARAMETERS', Message: 'invalid parameters' };
		const found = this.smsTo(fields.PhoneNumber).filter(
			({ at, bizId }) => chinaTime(at).slice(0, 10).replaceAll('-', '') === fields.SendDate && (!fields.BizId || fields.BizId === bizId),
		);
		const list = found.slice((page - 1) * size, page * size).map((sms) => this.#detail(sms));
		return { Code: 'OK', Message: 'OK', TotalCount: String(found.length), SmsSendDetailDTOs: { SmsSendDetailDTO: list } };
	}

	/** 1 waiting for the carrier, 2 failed, 3 delivered. */
	#detail({ number, receipt, template, text, at, outId }: Sms): object {
		const said = receipt && receipt.at <= this.clock.now() ? receipt : undefined;
		return {
			PhoneNum: number,
			SendStatus: said ? (said.code === 'DELIVERED' ? 3 : 2) : 1,
			ErrCode: said?.code ?? '',
			TemplateCode: template,
			Content: text,
			SendDate: chinaTime(at),
			...(said ? { ReceiveDate: chinaTime(said.at) } : {}),
			OutId: outId,
		};
	}
}

function formOf({ headers, body }: Received): Array<[string, string]> {
	return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? [...new URLSearchParams(body.toString('utf8'))] : [];
}

function variablesOf(json: string | undefined): Fields | undefined {
	try {
		const value: unknown = JSON.parse(json || '{}');
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
	} catch {
		return undefined;
	}
}
