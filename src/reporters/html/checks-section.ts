// Every check with its result: what passed has to be seen, too.
import type { Report, ReportCheck } from "../../core/index.ts";
import { html, link, type Markup } from "./markup.ts";

const outcomeNames = { pass: "pass", fail: "fails", unknown: "undecided", "not-applicable": "not applicable" } as const;
const outcomeLooks = { pass: "pass", fail: "high", unknown: "unknown", "not-applicable": "info" } as const;

function row(check: ReportCheck): Markup {
  const references = check.references.map((url) => html`<li>${link(url, url.replace(/^https:\/\//, ""))}</li>`);
  const frameworks =
    check.frameworks.length === 0 ? undefined : html`<p class="facts">${check.frameworks.join(" · ")}</p>`;
  return html`<tr>
    <td><span class="chip ${outcomeLooks[check.outcome]}">${outcomeNames[check.outcome]}</span></td>
    <td>
      <details>
        <summary>${check.title} <span class="check">${check.id}</span></summary>
        <div class="detail">
          <p>${check.rationale}</p>
          <p class="remedy">${check.remediation}</p>
          ${frameworks}
          <ul>
            ${references}
          </ul>
        </div>
      </details>
      ${check.reason === undefined ? undefined : html`<p class="facts">${check.reason}</p>`}
    </td>
    <td>${check.domain}</td>
    <td><span class="chip ${check.severity}">${check.severity}</span></td>
    <td class="num">${check.examined}</td>
    <td class="num">${check.failed}</td>
    <td class="num">${check.unknown}</td>
  </tr>`;
}

/** The table of checks. */
export function checksSection(report: Report): Markup {
  return html`<section id="checks" aria-labelledby="checks-title">
    <h2 id="checks-title">Checks</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="All checks">
      <table class="checks">
        <thead>
          <tr>
            <th scope="col">Result</th>
            <th scope="col">Checked for</th>
            <th scope="col">Domain</th>
            <th scope="col">Severity</th>
            <th scope="col" class="num">Examined</th>
            <th scope="col" class="num">Failed</th>
            <th scope="col" class="num">Undecided</th>
          </tr>
        </thead>
        <tbody>
          ${report.checks.map(row)}
        </tbody>
      </table>
    </div>
  </section> `;
}
