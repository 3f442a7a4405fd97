import { folded } from '../../normalise/result';

const bracketed = /[(（[【<][^)）\]】>]*[)）\]】>]/g;
const ignored = /[\s*#:：;,，、。.!?_\-–—/\\|"'“”‘’()（）[\]【】<>《》]+/g;

/** Words that say nothing about which field is meant. */
const fillers = /^(请填写|请输入|您的|你的|客户的)|(必填|选填|可选|信息|required|optional)$/g;

/**
 * A heading in the form that is compared: width, case, spaces, signs and what stands in brackets (必填, units) make no
 * difference. A heading that is all brackets is taken with what is in them.
 */
export function foldHeading(heading: string): string {
	const text = folded(heading);
	const outside = text.replace(bracketed, '').replace(ignored, '').replace(fillers, '');
	return outside === '' ? text.replace(ignored, '') : outside;
}
