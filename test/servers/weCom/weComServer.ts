import { HttpStandIn, jsonOf, type Answer, type Received } from '../standIn/httpServer';
import { AppMessages } from './appMessages';
import { Callbacks, type Try } from './callbacks';
import { Cards } from './cards';
import { Customers } from './customers';
import { MassMessages } from './massMessages';
import { Media } from './media';
import { readReply, type Reply } from './replies';
import { Robots } from './robot';
import { Tokens } from './tokens';
import { exampleCorpId, ok, textOf, World, wrong, type App, type Result } from './world';

type Call = (app: App, body: Record<string, unknown>, call: Received) => Result | Promise<Result>;

/** An app's sample values: what `npm run servers` prints and tests use. */
export const sampleApp: App = { agentId: 1_000_002, secret: 'a-secret-of-the-app-only-for-tests', customers: true };
export const sampleRobot = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

/** Token and EncodingAESKey of the platform's own examples. */
const [token, key] = ['QDG6eK', 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C'];
export const exampleCallback = { token, aesKey: key };

/** What is filled in in a credential for the app that is there from the beginning, but for the address. */
export const sampleCredential = {
	corpId: exampleCorpId,
	agentId: String(sampleApp.agentId),
	secret: sampleApp.secret,
	callbackToken: token,
	encodingAesKey: key,
};

/** Who scanned whose code. */
interface Added {
	readonly member: string;
	readonly customer: string;
	/** Of the code. */
	readonly state?: string;
}

const customerEvent = { FromUserName: 'sys', MsgType: 'event', Event: 'change_external_contact' };

/** WeCom's API at https://qyapi.weixin.qq.com as channels.md describes it: errors come under HTTP 200. */
export class WeComServer extends HttpStandIn {
	readonly world = new World(this.clock);
	readonly tokens = new Tokens(this.world);
	readonly media = new Media(this.world);
	readonly cards = new Cards(this.world);
	readonly messages = new AppMessages(this.world, { cards: this.cards, media: this.media });
	readonly robots = new Robots(this.world, this.media);
	readonly customers = new Customers(this.world);
	readonly mass = new MassMessages(this.world);
	readonly callbacks = new Callbacks(this.world);

	static async start(): Promise<WeComServer> {
		const server = new WeComServer();
		server.world.apps.set(sampleApp.agentId, { ...sampleApp });
		server.world.robots.add(sampleRobot);
		await server.listen();
		return server;
	}

	/** A new customer scans a member's code: the event goes to the app's callback, with the code for a greeting. */
	async addCustomer(app: App, added: Added): Promise<Try[]> {
		return await this.callbacks.push(callbackOf(app), this.#addedEvent(added));
	}

	/** The same, with the event sent so many times at once, whatever the answers are. */
	async addCustomerRepeatedly(app: App, added: Added, times: number): Promise<Try[]> {
		const callback = callbackOf(app);
		const sealed = this.callbacks.seal(callback, this.callbacks.xmlOf(this.#addedEvent(added)));
		return await Promise.all(Array.from({ length: times }, async () => await this.callbacks.post(callback, sealed)));
	}

	/** A customer removes a member from his contacts. */
	async loseCustomer(app: App, { member, customer }: { member: string; customer: string }): Promise<Try[]> {
		this.world.customers.get(customer)?.follows.delete(member);
		const event = { ...customerEvent, ChangeType: 'del_follow_user', UserID: member, ExternalUserID: customer };
		return await this.callbacks.push(callbackOf(app), event);
	}

	/** A member presses a button of the latest card: the event goes to the app's callback, whose answer changes the card. */
	async press(app: App, { member, button }: { member: string; button: string }): Promise<{ tries: Try[]; reply?: Reply }> {
		const callback = callbackOf(app);
		const click = this.cards.click(app, member, this.cards.keyOn(app, member, button));
		const tries = await this.callbacks.push(callback, { ...click, AgentID: String(app.agentId) });
		const { status, body = '' } = tries.at(-1) ?? {};
		const { corpId } = this.world;
		const reply = status === 200 ? readReply(callback, body, { corpId, seconds: this.world.seconds() }) : undefined;
		if (reply) this.cards.heed(app, member, reply);
		return { tries, reply };
	}

	protected async answer(call: Received): Promise<Answer> {
		return { status: 200, body: await this.#result(call) };
	}

	async #result(call: Received): Promise<Result> {
		const { path, query } = call;
		if (path === '/cgi-bin/gettoken') return this.tokens.give(query);
		if (path === '/cgi-bin/webhook/send') return this.robots.send(query.get('key') ?? '', jsonOf(call));
		if (path === '/cgi-bin/webhook/upload_media') return this.media.upload(call, query.get('key') ?? '');
		const handle = this.#handlers[path.replace('/cgi-bin/', '')];
		if (!handle) return wrong(40066, 'invalid url');
		const app = this.tokens.appOf(query.get('access_token'));
		if ('errcode' in app) return app;
		if (!this.world.trusted) return wrong(60020, 'not allow to access from your ip');
		if (path.includes('/externalcontact/') && !app.customers) return wrong(48002, 'api forbidden');
		return await handle(app, jsonOf(call), call);
	}

	readonly #handlers: Record<string, Call> = {
		'message/send': (app, body) => this.messages.send(app, body),
		'message/recall': (_app, body) => this.messages.recall(body),
		'message/update_template_card': (app, body) => this.cards.update(app, body),
		'media/upload': (app, _body, call) => this.media.upload(call, String(app.agentId)),
		'user/getuserid': (_app, body) => this.#userByMobile(textOf(body.mobile)),
		'externalcontact/list': (_app, _body, { query }) => this.customers.list(query.get('userid') ?? ''),
		'externalcontact/get': (_app, _body, { query }) => this.customers.get(query.get('external_userid') ?? ''),
		'externalcontact/batch/get_by_user': (_app, body) => this.customers.batch(body),
		'externalcontact/mark_tag': async (_app, body) => await this.customers.tag(body),
		'externalcontact/send_welcome_msg': (_app, body) => this.customers.welcome(body),
		'externalcontact/add_msg_template': (_app, body) => this.mass.add(body),
		'externalcontact/get_groupmsg_task': (_app, body) => this.mass.task(body),
		'externalcontact/get_groupmsg_send_result': (_app, body) => this.mass.result(body),
	};

	/** The number for somebody unknown is a guess of ours. */
	#userByMobile(mobile: string): Result {
		const member = [...this.world.members.values()].find((each) => each.mobile === mobile);
		return member ? ok({ userid: member.userId }) : wrong(46004, 'user not exist');
	}

	#addedEvent({ member, customer, state = '' }: Added): Record<string, string> {
		this.world.befriend(member, customer, state);
		const WelcomeCode = this.customers.newWelcome(member, customer);
		const who = { UserID: member, ExternalUserID: customer };
		return { ...customerEvent, ChangeType: 'add_external_contact', ...who, State: state, WelcomeCode };
	}
}

function callbackOf({ callback, agentId }: App): NonNullable<App['callback']> {
	if (!callback) throw new Error(`app ${agentId} has no callback`);
	return callback;
}
