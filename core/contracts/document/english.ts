import { documentStyle } from './style';

const style = documentStyle({
	body: '"Georgia", "Times New Roman", "Liberation Serif", "DejaVu Serif", "Songti SC", "SimSun", "Noto Serif CJK SC", "Noto Sans CJK SC", serif',
	head: '"Helvetica Neue", "Arial", "Liberation Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif',
	article: 'counter(article) ".\\00a0\\00a0"',
	page: '"Page " counter(page) " of " counter(pages)',
});

/** The built-in contract in English. */
export const englishDocument = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{{number}} {{contract.name}}</title>
<style>${style}</style>
</head>
<body>
{{#if unapproved}}<div class="watermark">DRAFT</div>{{/if}}
<h1>{{contract.name}}</h1>
<p class="number">Contract No. {{number}}</p>
<div class="parties">
<section>
<h3>Buyer: {{customer.name}}</h3>
{{#if customer.unifiedSocialCreditCode}}<p><span>Registration</span><span>{{customer.unifiedSocialCreditCode}}</span></p>{{/if}}
{{#if customer.address}}<p><span>Address</span><span>{{customer.address}}</span></p>{{/if}}
{{#if contact}}<p><span>Contact</span><span>{{contact.name}}{{#if contact.mobile}}, {{contact.mobile}}{{/if}}</span></p>{{else}}{{#if customer.phone}}<p><span>Phone</span><span>{{customer.phone}}</span></p>{{/if}}{{/if}}
{{#if customer.bankName}}<p><span>Bank</span><span>{{customer.bankName}}</span></p>{{/if}}
{{#if customer.bankAccount}}<p><span>Account</span><span>{{customer.bankAccount}}</span></p>{{/if}}
</section>
<section>
<h3>Seller: {{#if our.name}}{{our.name}}{{else}}______________________{{/if}}</h3>
{{#if our.registration}}<p><span>Registration</span><span>{{our.registration}}</span></p>{{/if}}
{{#if our.address}}<p><span>Address</span><span>{{our.address}}</span></p>{{/if}}
{{#if our.phone}}<p><span>Phone</span><span>{{our.phone}}</span></p>{{/if}}
{{#if our.bank}}<p><span>Bank</span><span>{{our.bank}}</span></p>{{/if}}
{{#if our.account}}<p><span>Account</span><span>{{our.account}}</span></p>{{/if}}
</section>
</div>
<p>The parties agree as follows.</p>
{{#if lines}}
<h2>Goods, Services and Prices</h2>
<div class="lines"><table>
<thead><tr><th>No.</th><th>Description</th><th class="figure">Quantity</th><th class="figure">Unit price<br>{{#if pricesIncludeTax}}incl. tax{{else}}excl. tax{{/if}}</th>{{#if hasDiscounts}}<th class="figure">Discount</th>{{/if}}<th class="figure">Tax</th><th class="figure">Net</th><th class="figure">Tax amount</th><th class="figure">Total</th></tr></thead>
<tbody>
{{#each lines}}<tr><td>{{no}}</td><td>{{name}}{{#if note}}<br><small>{{note}}</small>{{/if}}</td><td class="figure">{{number quantity}} {{unit}}</td><td class="figure">{{price}}</td>{{#if @root.hasDiscounts}}<td class="figure">{{#if discountPercent}}−{{discountPercent}}%{{/if}}</td>{{/if}}<td class="figure">{{rate}}</td><td class="figure">{{net}}</td><td class="figure">{{tax}}</td><td class="figure">{{total}}</td></tr>
{{/each}}<tr class="sum"><td></td><td>Total</td><td></td><td></td>{{#if hasDiscounts}}<td></td>{{/if}}<td></td><td class="figure">{{sum.net}}</td><td class="figure">{{sum.tax}}</td><td class="figure">{{sum.total}}</td></tr>
</tbody>
</table></div>
{{else}}
<h2>Price</h2>
{{/if}}
<div class="total"><p>Contract price{{#if lines}}, tax included{{/if}}: <strong>{{money amount currency}}</strong></p></div>
{{#if paymentTerms}}<h2>Payment</h2>
<p class="text">{{paymentTerms}}</p>{{/if}}
{{#if deliveryTerms}}<h2>Delivery and Acceptance</h2>
<p class="text">{{deliveryTerms}}</p>{{/if}}
{{#if hasTerm}}<h2>Term</h2>
<p>What is owed under this contract is due from {{#if startOn}}{{date startOn}}{{else}}the day it takes effect{{/if}} until {{#if endOn}}{{date endOn}}{{else}}both parties have done it{{/if}}.</p>{{/if}}
{{#if otherTerms}}<h2>Special Terms</h2>
<p class="text">{{otherTerms}}</p>{{/if}}
{{#if terms}}<h2>General Terms</h2>
<p class="text">{{terms}}</p>{{/if}}
<h2>Final Provisions</h2>
<p>This contract is made in {{copies}} originals of equal force{{#if copiesEach}}, {{copiesEach}} for each party{{/if}}, and takes effect when both have signed and sealed it. Changes need the written agreement of both parties.</p>
<div class="signatures">
<section>
<h3>Buyer: {{customer.name}}</h3>
<p class="seal">(Seal)</p>
<p>Signed by <i>{{customerSignatory}}{{#if customerSignatoryTitle}}, {{customerSignatoryTitle}}{{/if}}</i></p>
<p>Date <i>{{#if signedOn}}{{date signedOn}}{{/if}}</i></p>
</section>
<section>
<h3>Seller: {{#if our.name}}{{our.name}}{{else}}______________________{{/if}}</h3>
<p class="seal">(Seal)</p>
<p>Signed by <i>{{ourSignatory}}{{#if ourSignatoryTitle}}, {{ourSignatoryTitle}}{{/if}}</i></p>
<p>Date <i>{{#if signedOn}}{{date signedOn}}{{/if}}</i></p>
</section>
</div>
</body>
</html>
`;
