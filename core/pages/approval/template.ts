/** What is to be decided: the record, its table and its longer texts. Tables fold into blocks on a phone. */
export const aboutTemplate = `{{#if wrong}}<p class="alert" role="alert"><strong>{{wrong}}</strong></p>
{{/if}}{{#if status}}<p class="told" role="status">{{status}}</p>
{{/if}}<h2>{{record}}</h2>
<dl>
{{#each about}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>
{{/each}}</dl>
{{#if changed}}<p class="alert">{{labels.changed}}</p>
{{/if}}{{#if note}}<h3>{{labels.note}}</h3>
<p class="text">{{note}}</p>
{{/if}}{{#if facts}}<hr>
<dl class="facts">
{{#each facts}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>
{{/each}}</dl>
{{/if}}{{#if lines}}<h3 id="lines">{{labels.details}}</h3>
<table role="table" aria-labelledby="lines">
<thead role="rowgroup"><tr role="row">{{#each lines.columns}}<th role="columnheader" scope="col"{{#if numeric}} class="number"{{/if}}>{{label}}</th>{{/each}}</tr></thead>
<tbody role="rowgroup">
{{#each lines.rows}}<tr role="row">{{#each cells}}<td role="cell" data-label="{{label}}"{{#if numeric}} class="number"{{/if}}>{{value}}</td>{{/each}}</tr>
{{/each}}</tbody>
</table>
{{/if}}{{#if totals}}<dl class="totals">
{{#each totals}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>
{{/each}}</dl>
{{/if}}{{#each texts}}<h3>{{label}}</h3>
<p class="text">{{text}}</p>
{{/each}}`;

export const historyTemplate = `{{#if history}}<h3>{{labels.history}}</h3>
<ol>
{{#each history}}<li>{{#if step}}<strong>{{step}}</strong> · {{/if}}{{what}}{{#if reason}}<span class="text soft">{{reason}}</span>{{/if}}</li>
{{/each}}</ol>
{{/if}}`;

/** The first button is what the Enter key presses; there is no field in which it would. */
export const formTemplate = `<hr>
<form method="post">
<h3 id="question">{{labels.question}}</h3>
<input type="hidden" name="version" value="{{version}}">
<div class="field"><label for="reason">{{labels.reason}}</label>
<textarea id="reason" name="reason" rows="3" aria-describedby="reason-note{{#if invalid}} reason-wrong{{/if}}"{{#if invalid}} aria-invalid="true"{{/if}}>{{reason}}</textarea>
{{#if invalid}}<p class="wrong" id="reason-wrong">{{wrong}}</p>
{{/if}}<small id="reason-note">{{labels.reasonNote}}</small></div>
<div class="choices">
<button type="submit" name="verdict" value="approve">{{labels.approve}}</button>
<button type="submit" name="verdict" value="reject" class="no">{{labels.reject}}</button>
</div>
</form>
`;
