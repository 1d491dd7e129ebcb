// The findings: a toolbar for the script, a static list for readers without it, and the data both stand on.
import { type Report, type ReportCheck, type ReportFinding } from "../../core/index.ts";
import { html, lines, scriptJson, type Markup } from "./markup.ts";
import { shownFinding, type ShownFinding } from "./shown-finding.ts";

const mostStatic = 100;

function entry(shown: ShownFinding): Markup {
  const label = shown.state === "fail" ? shown.severity : shown.state;
  const evidence = shown.evidence.map((text) => html`<li>${text}</li>`);
  const patch = shown.patch === undefined ? undefined : html`<pre>${lines(shown.patch)}</pre>`;
  const path = shown.path === undefined ? undefined : html`<code class="path">${shown.path}</code>`;
  const place = shown.place === undefined ? undefined : html`<code class="place">${shown.place}</code>`;
  return html`<li class="finding">
    <details>
      <summary>
        <span class="chip ${label}">${label}</span>
        <span class="what"
          ><span class="message">${shown.message}</span>
          <span class="facts"
            ><span class="object">${shown.object ?? shown.owner}</span>
            <span class="check">${shown.check}</span> ${path}</span
          ></span
        >${place}
      </summary>
      <div class="detail">
        <ul>
          ${evidence}
        </ul>
        ${patch}${shown.excuse}
      </div>
    </details>
  </li>`;
}

function staticList(open: readonly ReportFinding[]): Markup {
  if (open.length === 0) return html`<p class="lead">Nothing fails.</p>`;
  const items = open.slice(0, mostStatic).map((finding) => entry(shownFinding(finding)));
  const rest = open.length - mostStatic;
  const more = rest > 0 ? html`<p class="lead">… and ${rest} more.</p>` : undefined;
  return html`<ul class="entries">
      ${items}
    </ul>
    ${more}`;
}

const toolbar = html`<form class="toolbar" id="toolbar" role="search" aria-label="Findings" hidden>
  <div class="row">
    <label class="search"
      ><span class="label">Search</span
      ><input type="search" id="q" placeholder="object, message, path, check …" autocomplete="off" spellcheck="false"
    /></label>
    <label
      ><span class="label">Group by</span
      ><select id="group">
        <option value="owner">owner</option>
        <option value="check">check</option>
        <option value="severity">severity</option>
        <option value="namespace">namespace</option>
      </select></label
    >
    <label
      ><span class="label">Namespace</span
      ><select id="namespace"></select
    ></label>
    <label
      ><span class="label">Domain</span
      ><select id="domain"></select
    ></label>
    <label
      ><span class="label">Check</span
      ><select id="check"></select
    ></label>
  </div>
  <div class="row chips">
    <div role="group" aria-label="Severity" id="severities"></div>
    <div role="group" aria-label="Outcome" id="states"></div>
    <button type="button" class="plain" id="clear">Clear filters</button>
  </div>
  <p class="result" id="result" role="status" aria-live="polite"></p>
</form>`;

/** The section up to the data; `open` findings are what a reader has to deal with. */
export function findingsSection(report: Report): Markup {
  const open = report.findings.filter(({ outcome, suppression }) => outcome !== "pass" && suppression === undefined);
  return html`<section id="findings" aria-labelledby="findings-title">
    <h2 id="findings-title">Findings</h2>
    <p class="lead" id="static">
      Search and filters need the script of this page. Below are the first ${mostStatic} open findings; the CSV and JSON
      reports have all.
    </p>
    ${toolbar}
    <div id="list">${staticList(open)}</div>
    <p><button type="button" class="plain" id="more" hidden>Show more</button></p>
  </section> `;
}

function checkData({ title, domain, rationale, remediation, references, frameworks }: ReportCheck): object {
  return { title, domain, rationale, remediation, references, frameworks };
}

/** A block of data which no text in it can close, one finding a line. */
export function* pageData(report: Report): Iterable<string> {
  yield '<script type="application/json" id="data">{"checks":';
  yield scriptJson(Object.fromEntries(report.checks.map((check) => [check.id, checkData(check)])));
  yield ',"findings":[';
  let separator = "\n";
  for (const finding of report.findings) {
    yield separator + scriptJson(shownFinding(finding));
    separator = ",\n";
  }
  yield "]}</script>\n";
}
