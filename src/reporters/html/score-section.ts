// The top of the page: what was scanned, the score as a load line, the counts.
import { severities, type Report, type ScannedInput, type Score } from "../../core/index.ts";
import { html, type Markup } from "./markup.ts";

const inputNames: Readonly<Record<ScannedInput["kind"], string>> = {
  cluster: "Cluster",
  manifests: "Manifests",
  snapshot: "Snapshot",
  sample: "Sample cluster",
};

const versionSources: Readonly<Record<ScannedInput["versionSource"], string>> = {
  server: "as the server says",
  flag: "as asked for",
  "newest-supported": "the newest known",
};

const radius = 46;

/** A disc filled to the score, with the line of the mark at that height. */
function gauge(value: number): Markup {
  const top = 60 + radius - (2 * radius * Math.min(100, Math.max(0, value))) / 100;
  const line = top.toFixed(1);
  const reach = Math.sqrt(Math.max(0, radius ** 2 - (top - 60) ** 2));
  const [left, right] = [(60 - reach).toFixed(1), (60 + reach).toFixed(1)];
  return html`<svg class="gauge" viewBox="0 0 120 120" width="132" height="132" aria-hidden="true">
    <clipPath id="disc"><circle cx="60" cy="60" r="${radius}" /></clipPath>
    <rect class="water" x="0" y="${line}" width="120" height="120" clip-path="url(#disc)" />
    <circle class="hull" cx="60" cy="60" r="${radius}" fill="none" stroke-width="4" />
    <path class="waterline" d="M2 ${line}H${left}M${right} ${line}H118" stroke-width="4" />
  </svg>`;
}

function scoreCard(score: Score): Markup {
  const shown = score.value === undefined ? "–" : score.value.toFixed(1);
  const sentence =
    score.value === undefined
      ? "Nothing could be decided, so there is no score."
      : `${score.decided.toFixed(1)} % of the weight could be decided.`;
  return html`<div class="score">
    <div class="dial">
      ${gauge(score.value ?? 0)}
      <p class="number"><strong>${shown}</strong><span>of 100</span></p>
    </div>
    <div>
      <h2>Posture score</h2>
      <p>${sentence}</p>
      <details>
        <summary>How it is counted</summary>
        <p>
          For each check that decided something, the share of its objects that pass; the score is the mean of these
          shares, weighted by severity (critical 10, high 6, medium 3, low 1). What could not be decided counts as
          neither pass nor failure: it only lowers the share that was decided. An excused finding still counts as a
          failure.
        </p>
      </details>
    </div>
  </div>`;
}

function countTiles({ counts }: Report): Markup {
  const tile = (name: string, count: number, label: string): Markup =>
    html`<li class="tile ${name}"><span class="count">${count}</span><span class="name">${label}</span></li>`;
  const failing = severities.map((severity) => tile(severity, counts.bySeverity[severity], severity));
  const others = [
    tile("unknown", counts.unknown, "undecided"),
    tile("excused", counts.suppressed, "excused"),
    tile("pass", counts.pass, "passing"),
  ];
  return html`<ul class="tiles" aria-label="Findings by severity and outcome">
    ${failing}${others}
  </ul>`;
}

/** The first section. */
export function scoreSection(report: Report): Markup {
  const { input, asOf, counts } = report;
  const checks = Object.values(counts.checks).reduce((sum, count) => sum + count, 0);
  const facts: readonly (readonly [string, string])[] = [
    ["Kubernetes", `${input.version}, ${versionSources[input.versionSource]}`],
    ["Objects", `${input.objects} in ${input.namespaces} namespaces`],
    [
      "Checks",
      counts.checks.unknown === 0 ? `${checks}, all decided` : `${checks}, ${counts.checks.unknown} undecided`,
    ],
    ...(asOf === undefined ? [] : [["As of", asOf.replace("T", " ").replace(/(?:\.\d+)?Z$/, " UTC")] as const]),
  ];
  return html`<section class="top" aria-labelledby="title">
    <div class="about">
      <p class="eyebrow">${inputNames[input.kind]}</p>
      <h1 id="title">${input.label}</h1>
      <dl>
        ${facts.map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
    </div>
    ${scoreCard(report.score)} ${countTiles(report)}
  </section> `;
}
