import { AliyunServer, sampleAccount } from '../../test/servers/aliyun/aliyunServer';
import { sampleMailbox } from '../../test/servers/mail/mailbox';
import { MailServer, sampleLogin } from '../../test/servers/mail/mailServer';
import { sampleApp, sampleRobot, WeComServer } from '../../test/servers/weCom/weComServer';

/** The vendors' stand-ins that run together. */
export interface StandIns {
	readonly weCom: WeComServer;
	readonly aliyun: AliyunServer;
	readonly mail: MailServer;
}

/** Starts all of them on free ports of 127.0.0.1, with a company of two members in WeCom. */
export async function startStandIns(): Promise<StandIns> {
	const [weCom, aliyun, mail] = await Promise.all([WeComServer.start(), AliyunServer.start(), MailServer.start()]);
	weCom.world.members.set('zhangsan', { userId: 'zhangsan', mobile: '13800138000' });
	weCom.world.members.set('lisi', { userId: 'lisi', mobile: '13900139000' });
	weCom.world.befriend('zhangsan', 'wmXXXXXXXXXXXXXXXXXXXX1');
	return { weCom, aliyun, mail };
}

/** What to fill into which credential. */
export function credentialsOf({ weCom, aliyun, mail }: StandIns): Record<string, Record<string, string | number | boolean>> {
	return {
		'WeCom API': { 'Base URL': weCom.url, 'Corp ID': weCom.world.corpId, 'Agent ID': sampleApp.agentId, Secret: sampleApp.secret },
		'WeCom Robot API': { 'Base URL': weCom.url, Key: sampleRobot },
		'Aliyun SMS API': {
			'Base URL': aliyun.url,
			'AccessKey ID': sampleAccount.accessKeyId,
			'AccessKey Secret': sampleAccount.accessKeySecret,
			'Sign Name': [...aliyun.signs].join(', '),
			'Template Codes (of messages)': [...aliyun.templates.keys()].join(', '),
		},
		SMTP: {
			Host: '127.0.0.1',
			Port: mail.port,
			'SSL/TLS': false,
			'Disable STARTTLS': true,
			User: sampleLogin.user,
			Password: sampleLogin.password,
		},
		IMAP: { Host: '127.0.0.1', Port: mail.mailbox.port, 'SSL/TLS': false, User: sampleMailbox.user, Password: sampleMailbox.password },
	};
}
