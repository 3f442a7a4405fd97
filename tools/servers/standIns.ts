import { baseUrlField } from '../../core/channels/credentialFields';
import { aliyunFields } from '../../core/channels/smsAliyun/credential';
import { weComFields } from '../../core/channels/weCom/credential';
import { robotFields } from '../../core/channels/weComRobot/credential';
import { users } from '../../core/system/demoCompany';
import type { Text } from '../../core/text';
import { AliyunServer, sampleAccount } from '../../test/servers/aliyun/aliyunServer';
import { sampleMailbox } from '../../test/servers/mail/mailbox';
import { MailServer, sampleLogin } from '../../test/servers/mail/mailServer';
import { exampleCallback, sampleApp, sampleRobot, WeComServer } from '../../test/servers/weCom/weComServer';

/** The vendors' stand-ins that run together. */
export interface StandIns {
	readonly weCom: WeComServer;
	readonly aliyun: AliyunServer;
	readonly mail: MailServer;
}

/** The app's callback where `npm start` runs as it does by itself; the keys are printed for the credential. */
export const defaultCallback = { ...exampleCallback, url: 'http://127.0.0.1:5678/webhook/guanxi/wecom' };

/** Starts all of them on free ports of 127.0.0.1; the members of the company in WeCom are the users of the demo. */
export async function startStandIns(): Promise<StandIns> {
	const [weCom, aliyun, mail] = await Promise.all([WeComServer.start(), AliyunServer.start(), MailServer.start()]);
	for (const { weComUserId: userId, mobile } of users) if (userId) weCom.world.members.set(userId, { userId, mobile });
	weCom.world.befriend('WuTing', 'wmXXXXXXXXXXXXXXXXXXXX1');
	return { weCom, aliyun, mail };
}

type Value = string | number | boolean;

const same = (label: string): Text => ({ en: label, 'zh-CN': label });

/** What to fill into which credential: its fields as the form names them, in the form's order. n8n's own are English in every language. */
export function credentialsOf({ weCom, aliyun, mail }: StandIns): Record<string, ReadonlyArray<readonly [Text, Value]>> {
	return {
		'WeCom API': [
			[weComFields.corpId.label, weCom.world.corpId],
			[weComFields.agentId.label, sampleApp.agentId],
			[weComFields.secret.label, sampleApp.secret],
			[weComFields.callbackToken.label, defaultCallback.token],
			[weComFields.encodingAesKey.label, defaultCallback.aesKey],
			[baseUrlField.label, weCom.url],
		],
		'WeCom Robot API': [
			[robotFields.key.label, sampleRobot],
			[baseUrlField.label, weCom.url],
		],
		'Aliyun SMS API': [
			[aliyunFields.accessKeyId.label, sampleAccount.accessKeyId],
			[aliyunFields.accessKeySecret.label, sampleAccount.accessKeySecret],
			[aliyunFields.signName.label, [...aliyun.signs][0]],
			[baseUrlField.label, aliyun.url],
		],
		SMTP: [
			[same('User'), sampleLogin.user],
			[same('Password'), sampleLogin.password],
			[same('Host'), '127.0.0.1'],
			[same('Port'), mail.port],
			[same('SSL/TLS'), false],
			[same('Disable STARTTLS'), true],
		],
		IMAP: [
			[same('User'), sampleMailbox.user],
			[same('Password'), sampleMailbox.password],
			[same('Host'), '127.0.0.1'],
			[same('Port'), mail.mailbox.port],
			[same('SSL/TLS'), false],
		],
	};
}
