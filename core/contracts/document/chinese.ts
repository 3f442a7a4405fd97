import { documentStyle } from './style';

const style = documentStyle({
	body: '"Songti SC", "STSong", "SimSun", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Times New Roman", "Noto Sans CJK SC", serif',
	head: '"Heiti SC", "PingFang SC", "Microsoft YaHei", "SimHei", "Source Han Sans SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif',
	article: '"第" counter(article, simp-chinese-informal) "条\\2003"',
	page: '"第 " counter(page) " 页，共 " counter(pages) " 页"',
});

/** The built-in contract in Chinese: the seller is party B, as in the model contracts of the market authorities (合同示范文本). */
export const chineseDocument = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{{number}} {{contract.name}}</title>
<style>${style}</style>
</head>
<body>
{{#if unapproved}}<div class="watermark">草 案</div>{{/if}}
<h1>{{contract.name}}</h1>
<p class="number">合同编号：{{number}}</p>
<div class="parties">
<section>
<h3>甲方（买方）：{{customer.name}}</h3>
{{#if customer.unifiedSocialCreditCode}}<p><span>信用代码</span><span>{{customer.unifiedSocialCreditCode}}</span></p>{{/if}}
{{#if customer.address}}<p><span>地址</span><span>{{customer.address}}</span></p>{{/if}}
{{#if contact}}<p><span>联系人</span><span>{{contact.name}}{{#if contact.mobile}}&emsp;{{contact.mobile}}{{/if}}</span></p>{{else}}{{#if customer.phone}}<p><span>电话</span><span>{{customer.phone}}</span></p>{{/if}}{{/if}}
{{#if customer.bankName}}<p><span>开户行</span><span>{{customer.bankName}}</span></p>{{/if}}
{{#if customer.bankAccount}}<p><span>账号</span><span>{{customer.bankAccount}}</span></p>{{/if}}
</section>
<section>
<h3>乙方（卖方）：{{#if our.name}}{{our.name}}{{else}}＿＿＿＿＿＿＿＿＿＿{{/if}}</h3>
{{#if our.registration}}<p><span>信用代码</span><span>{{our.registration}}</span></p>{{/if}}
{{#if our.address}}<p><span>地址</span><span>{{our.address}}</span></p>{{/if}}
{{#if our.phone}}<p><span>电话</span><span>{{our.phone}}</span></p>{{/if}}
{{#if our.bank}}<p><span>开户行</span><span>{{our.bank}}</span></p>{{/if}}
{{#if our.account}}<p><span>账号</span><span>{{our.account}}</span></p>{{/if}}
</section>
</div>
<p>根据《中华人民共和国民法典》及有关规定，甲乙双方经协商一致，订立本合同，共同遵守。</p>
{{#if lines}}
<h2>标的、数量与价款</h2>
<div class="lines"><table>
<thead><tr><th>序号</th><th>名称</th><th class="figure">数量</th><th class="figure">{{#if pricesIncludeTax}}含税单价{{else}}不含税单价{{/if}}</th>{{#if hasDiscounts}}<th class="figure">折扣</th>{{/if}}<th class="figure">税率</th><th class="figure">不含税金额</th><th class="figure">税额</th><th class="figure">价税合计</th></tr></thead>
<tbody>
{{#each lines}}<tr><td>{{no}}</td><td>{{name}}{{#if note}}<br><small>{{note}}</small>{{/if}}</td><td class="figure">{{number quantity}} {{unit}}</td><td class="figure">{{price}}</td>{{#if @root.hasDiscounts}}<td class="figure">{{#if discountPercent}}−{{discountPercent}}%{{/if}}</td>{{/if}}<td class="figure">{{rate}}</td><td class="figure">{{net}}</td><td class="figure">{{tax}}</td><td class="figure">{{total}}</td></tr>
{{/each}}<tr class="sum"><td></td><td>合计</td><td></td><td></td>{{#if hasDiscounts}}<td></td>{{/if}}<td></td><td class="figure">{{sum.net}}</td><td class="figure">{{sum.tax}}</td><td class="figure">{{sum.total}}</td></tr>
</tbody>
</table></div>
{{else}}
<h2>合同价款</h2>
{{/if}}
<div class="total">
<p>合同总金额{{#if lines}}（含税）{{/if}}：<strong>{{money amount currency}}</strong></p>
{{#if amountInWords}}<p>大写：人民币{{amountInWords}}</p>{{/if}}
</div>
{{#if paymentTerms}}<h2>付款方式</h2>
<p class="text">{{paymentTerms}}</p>{{/if}}
{{#if deliveryTerms}}<h2>交付与验收</h2>
<p class="text">{{deliveryTerms}}</p>{{/if}}
{{#if hasTerm}}<h2>履行期限</h2>
<p>履行期限自{{#if startOn}}{{date startOn}}{{else}}本合同生效之日{{/if}}起，至{{#if endOn}}{{date endOn}}{{else}}双方义务履行完毕之日{{/if}}止。</p>{{/if}}
{{#if otherTerms}}<h2>其他约定</h2>
<p class="text">{{otherTerms}}</p>{{/if}}
{{#if terms}}<h2>通用条款</h2>
<p class="text">{{terms}}</p>{{/if}}
<h2>附则</h2>
<p>本合同一式{{copiesInWords}}份{{#if copiesEach}}，双方各执{{copiesEachInWords}}份{{/if}}，具有同等法律效力，自双方签字并盖章之日起生效。未尽事宜，由双方另行协商并签订书面补充协议。</p>
<div class="signatures">
<section>
<h3>甲方：{{customer.name}}</h3>
<p class="seal">（盖章）</p>
<p>签署代表：<i>{{customerSignatory}}{{#if customerSignatoryTitle}}&emsp;{{customerSignatoryTitle}}{{/if}}</i></p>
<p>日期：<i>{{#if signedOn}}{{date signedOn}}{{/if}}</i></p>
</section>
<section>
<h3>乙方：{{#if our.name}}{{our.name}}{{else}}＿＿＿＿＿＿＿＿＿＿{{/if}}</h3>
<p class="seal">（盖章{{#if sealName}}：{{sealName}}{{/if}}）</p>
<p>签署代表：<i>{{ourSignatory}}{{#if ourSignatoryTitle}}&emsp;{{ourSignatoryTitle}}{{/if}}</i></p>
<p>日期：<i>{{#if signedOn}}{{date signedOn}}{{/if}}</i></p>
</section>
</div>
</body>
</html>
`;
