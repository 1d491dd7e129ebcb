// "Fix these first", and what the reader must know about what was not seen.
import { describeObject, formatLocation, type CoverageGap, type FixFirst, type Report } from "../../core/index.ts";
import { html, type Markup } from "./markup.ts";

const shown = 10;

function step(fix: FixFirst): Markup {
  const closes = fix.findings > 1 ? html`<span class="closes">closes ${fix.findings} findings</span>` : undefined;
  const place = fix.location === undefined ? undefined : html`<code>${formatLocation(fix.location)}</code>`;
  const reasons = fix.rankReasons.map((reason) => html`<li>${reason}</li>`);
  return html`<li class="step ${fix.severity}">
    <p class="head">
      <span class="chip ${fix.severity}">${fix.severity}</span
      ><span class="object">${describeObject(fix.owner)}</span>${closes}
    </p>
    <p class="message">${fix.message}</p>
    ${
      reasons.length > 0
        ? html`<ul class="reasons" aria-label="Why it comes first">
            ${reasons}
          </ul>`
        : undefined
    }
    <p class="remedy">${fix.remediation}</p>
    <p class="facts"><span class="check">${fix.check}</span>${place}</p>
  </li>`;
}

/** The ten steps that help most. */
export function firstSection(report: Report): Markup {
  const steps = report.fixFirst.slice(0, shown).map(step);
  if (steps.length === 0) return html``;
  return html`<section id="first" aria-labelledby="first-title">
    <h2 id="first-title">Fix these first</h2>
    <p class="lead">Ordered by severity, by how exposed the object is, and by what it may do.</p>
    <ol class="steps">
      ${steps}
    </ol>
  </section> `;
}

function gapRow({ part, status, namespaces = [], reason, remedy }: CoverageGap): Markup {
  const where = namespaces.length === 0 ? undefined : html`<span class="facts">in ${namespaces.join(", ")}</span>`;
  const seen = status === "partial" ? "partly seen" : "not seen";
  return html`<tr>
    <th scope="row">${part}${where}</th>
    <td>${seen}</td>
    <td>${reason}</td>
    <td>${remedy}</td>
  </tr>`;
}

function unseen(report: Report): Markup {
  if (report.coverage.length === 0) return html`<p class="lead">Everything the checks read was seen.</p>`;
  return html`<p class="lead">
      No check passes because of something it could not see: what depends on these parts is left undecided.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Parts not seen">
      <table>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            <th scope="col">To let me see it</th>
          </tr>
        </thead>
        <tbody>
          ${report.coverage.map(gapRow)}
        </tbody>
      </table>
    </div>`;
}

function problems(report: Report): Markup | undefined {
  if (report.problems.length === 0) return undefined;
  const items = report.problems.map(({ location, object, message }) => {
    const place = location === undefined ? "" : formatLocation(location);
    const name = object === undefined ? "" : describeObject(object);
    return html`<li><code>${[place, name].filter((text) => text !== "").join(" ")}</code> ${message}</li>`;
  });
  return html`<h3>Could not be used</h3>
    <ul class="notices">
      ${items}
    </ul>`;
}

function waivers(report: Report): Markup | undefined {
  if (report.waivers.length === 0) return undefined;
  const items = report.waivers.map(({ kind, text, location }) => {
    const place = location === undefined ? undefined : html` <code>${formatLocation(location)}</code>`;
    return html`<li><span class="chip medium">${kind}</span> ${text}${place}</li>`;
  });
  return html`<h3>Waivers to look at</h3>
    <ul class="notices">
      ${items}
    </ul>`;
}

/** What was not seen, could not be read, and no longer holds. */
export function coverageSection(report: Report): Markup {
  return html`<section id="unseen" aria-labelledby="unseen-title">
    <h2 id="unseen-title">What was not seen</h2>
    ${unseen(report)}${problems(report)}${waivers(report)}
  </section> `;
}
