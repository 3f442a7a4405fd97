import { localeOf, type Locale } from '../../core/text';

/** The language of this n8n instance; n8n renders no translation files for community nodes, so texts are chosen here. */
export function instanceLocale(): Locale {
	return localeOf(process.env.N8N_DEFAULT_LOCALE);
}
