/**
 * How the built-in contract looks on A4. Page numbers are CSS boxes of the page's margin, which Chromium prints from version
 * 131 on; other browsers leave them out. The numbers of the articles are counters, so that an absent article leaves no gap.
 */
export const documentStyle = (fonts: {
	readonly body: string;
	readonly head: string;
	readonly article: string;
	readonly page: string;
}): string => `
@page { size: A4; margin: 22mm 20mm 22mm 20mm;
  @bottom-center { content: ${fonts.page}; font: 9pt ${fonts.body}; color: #555; } }
* { box-sizing: border-box; }
html { background: #eceef1; }
body { margin: 0 auto; padding: 22mm 20mm; max-width: 210mm; background: #fff; color: #111;
  font: 10.5pt/1.75 ${fonts.body}; -webkit-print-color-adjust: exact; print-color-adjust: exact; overflow-wrap: anywhere; }
h1 { font: 700 20pt/1.3 ${fonts.head}; text-align: center; margin: 0 0 3mm; letter-spacing: .06em; text-wrap: balance; }
.number { text-align: center; margin: 0 0 8mm; color: #333; }
h2 { font: 700 11.5pt/1.5 ${fonts.head}; margin: 6mm 0 1.5mm; break-after: avoid; counter-increment: article; }
h2::before { content: ${fonts.article}; }
p { margin: 0 0 2mm; }
.text { white-space: pre-wrap; }
.parties { display: grid; grid-template-columns: 1fr 1fr; gap: 0 10mm; border: solid #222; border-width: .5mm 0 .2mm; padding: 4mm 0 3mm; margin-bottom: 6mm; }
.parties h3, .signatures h3 { font: 700 10.5pt/1.6 ${fonts.head}; margin: 0 0 1mm; }
.parties p { margin: 0; display: grid; grid-template-columns: 5.6em 1fr; column-gap: 2mm; font-size: 9.5pt; line-height: 1.65; }
.parties p span:first-child { color: #555; }
table { width: 100%; border-collapse: collapse; margin: 2mm 0 3mm; font-size: 9pt; line-height: 1.45; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { font: 700 9pt/1.4 ${fonts.head}; text-align: left; border: solid #222; border-width: .4mm 0 .2mm; padding: 1.6mm 1.5mm; background: #f5f6f8; white-space: nowrap; }
td { border-bottom: .1mm solid #bbb; padding: 1.6mm 1.5mm; vertical-align: top; }
th.figure, td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td:nth-child(2) { min-width: 9em; }
td small { color: #555; white-space: pre-wrap; }
tr.sum td { border-bottom: .4mm solid #222; font-weight: 700; }
.total { border: .2mm solid #222; padding: 2.5mm 4mm; margin: 2mm .3mm 3mm; break-inside: avoid; }
.total p { margin: 0; }
.total strong { font: 700 11.5pt/1.6 ${fonts.head}; }
.signatures { display: grid; grid-template-columns: 1fr 1fr; gap: 0 10mm; margin-top: 10mm; break-inside: avoid; }
.signatures section { min-height: 62mm; }
.signatures p { margin: 0 0 4mm; display: flex; gap: 2mm; align-items: flex-end; }
.signatures p i { flex: 1; border-bottom: .2mm solid #222; font-style: normal; min-height: 7mm; padding: 0 1mm; }
.signatures .seal { height: 30mm; align-items: flex-start; color: #555; }
.watermark { position: fixed; inset: 0; display: grid; place-items: center; pointer-events: none; z-index: -1;
  font: 700 120pt/1 ${fonts.head}; color: rgba(170, 30, 30, .09); transform: rotate(-28deg); }
@media screen { body { min-height: 297mm; box-shadow: 0 1px 12px rgba(0, 0, 0, .18); position: relative; isolation: isolate; } }
@media screen and (max-width: 640px) { body { padding: 16px; } .parties, .signatures { grid-template-columns: 1fr; gap: 5mm; } .lines { overflow-x: auto; } }
@media print { html { background: none; } body { padding: 0; max-width: none; } }
`;
