import { badField, requiredIn, textIn, type CredentialFields } from '../credentialFields';

/** n8n's own credential of a mail server. */
export interface SmtpCredential {
	readonly host: string;
	readonly port: number;
	readonly user?: string;
	readonly password?: string;
	/** TLS from the first byte on. */
	readonly secure: boolean;
	/** Stays without TLS where the server offers it. */
	readonly plain: boolean;
	/** How this machine names itself. */
	readonly name?: string;
}

const fieldsOf = {
	host: { name: 'host', label: { en: 'Host', 'zh-CN': '主机（Host）' } },
	port: { name: 'port', label: { en: 'Port', 'zh-CN': '端口（Port）' } },
	user: { name: 'user', label: { en: 'User', 'zh-CN': '用户（User）' } },
	password: { name: 'password', label: { en: 'Password', 'zh-CN': '密码（Password）' } },
	hostName: { name: 'hostName', label: { en: 'Client Host Name', 'zh-CN': '客户端主机名（Client Host Name）' } },
} as const;

/** @throws CrmError ValidationFailed naming the field */
export function readSmtpCredential(fields: CredentialFields): SmtpCredential {
	const port = Number(textIn(fields, fieldsOf.port) || 465);
	if (!Number.isInteger(port) || port < 1 || port > 65_535)
		throw badField('SMTP', fieldsOf.port, { en: 'must be a number from 1 to 65535', 'zh-CN': '应为 1 到 65535 之间的数字' });
	const user = textIn(fields, fieldsOf.user);
	return {
		host: requiredIn('SMTP', fields, fieldsOf.host),
		port,
		...(user && { user, password: requiredIn('SMTP', fields, fieldsOf.password) }),
		secure: fields.secure !== false,
		plain: fields.disableStartTls === true,
		...(textIn(fields, fieldsOf.hostName) && { name: textIn(fields, fieldsOf.hostName) }),
	};
}
